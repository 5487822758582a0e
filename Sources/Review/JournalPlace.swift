import Werkstatt

/// Where the journal of a run lies: in the folder of the results, or in a file that is named.
///
/// Comes in: the folder for the results, the file. Decides: a journal given for a folder without one is copied there when
/// the run is done; two different journals are refused, because one would be forgotten.
public struct JournalPlace {
    private let output: String
    private let given: String?

    public init(output: String, given: String?) throws {
        self.output = output
        let own = Journal.path(in: output)
        guard let given else {
            self.given = nil
            return
        }
        guard Journal.exists(given) else {
            throw JournalError(
                kind: .missing,
                description: "\(given): Hier gibt es kein Entscheidungsprotokoll; bitte Pfad prüfen."
            )
        }
        if Journal.exists(own) {
            guard isSameFile(own, given) else {
                throw DeskError(
                    description:
                        "\(own): Hier liegt schon ein Entscheidungsprotokoll; bitte ohne --decisions laufen lassen oder einen anderen Ordner nennen."
                )
            }
            self.given = nil
        } else {
            self.given = given
        }
    }

    /// Whether a journal still has to come into the folder.
    public var isToBeCopied: Bool { given != nil }

    /// After the results were written: decisions find their suggestions again.
    /// - Returns: what became of them, in German; nil when there is no journal.
    public func carryOver(pack: Pack) throws -> String? {
        let own = Journal.path(in: output)
        if let given { try Journal(path: given, create: false).copy(to: own) }
        guard Journal.exists(own) else { return nil }
        let desk = try Desk(folder: output, pack: pack, create: false)
        guard let report = desk.carryReport else { return "Entscheidungen unverändert" }
        return
            "\(Wording.counted(report.kept, "Entscheidung", "Entscheidungen")) übernommen, \(report.changed) noch einmal ansehen, \(report.lost) ohne Gegenstück"
    }
}

extension RunOptions {
    /// Takes what people corrected into a run. Its digest stands in the manifest: the same corrections, the same results,
    /// whoever decided what and when.
    public mutating func honour(_ journal: Journal) throws {
        let corrections = ReviewState(try journal.events()).corrections(salt: journal.salt)
        let name = journal.path.split(separator: "/").last.map(String.init) ?? journal.path
        decisions = HashedFile(name: name, sha256: corrections.digest)
        self.corrections = corrections.isEmpty ? nil : corrections
    }
}
