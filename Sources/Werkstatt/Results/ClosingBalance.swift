/// What was read against what became of it: nothing may be lost between the files and the results.
public struct ClosingBalance: Sendable {
    /// Records found in all inputs.
    public let read: Int
    /// Records that could not be read as a contribution.
    public let unread: Int
    /// Contributions by what became of them, in the order of `Status`.
    public let byStatus: [(status: Status, count: Int)]

    /// read = kept + filler + offtopic + foreign + illegible + empty + erased + unread
    public var balanced: Bool { read == contributions + unread }
    public var contributions: Int { byStatus.reduce(0) { $0 + $1.count } }
    public var setAside: Int { contributions - self[.kept] }

    public init(_ results: RunResults) {
        var counts: [Status: Int] = [:]
        for contribution in results.contributions { counts[contribution.status, default: 0] += 1 }
        byStatus = Status.allCases.map { ($0, counts[$0, default: 0]) }
        read = results.inputs.reduce(0) { $0 + $1.records }
        unread = results.inputs.reduce(0) { $0 + $1.unread }
    }

    public subscript(status: Status) -> Int { byStatus.first { $0.status == status }?.count ?? 0 }
}
