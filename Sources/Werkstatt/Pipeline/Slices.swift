import Synchronization

/// Runs `body` over slices of `0..<count` on up to `jobs` threads and joins the results in slice order, so the outcome does
/// not depend on the number of jobs.
func inSlices<Result: Sendable>(
    _ count: Int,
    jobs: Int,
    _ body: @escaping @Sendable (Range<Int>) throws -> Result
) async throws -> [Result] {
    try await inSlices(count, jobs: jobs, worker: {}, { _, range in try body(range) })
}

/// The same with one worker per thread, which keeps what it has worked out from slice to slice.
/// - Parameter worker: makes one; what it keeps may save time, never change a result.
func inSlices<Worker, Result: Sendable>(
    _ count: Int,
    jobs: Int,
    worker: @escaping @Sendable () throws -> Worker,
    _ body: @escaping @Sendable (Worker, Range<Int>) throws -> Result
) async throws -> [Result] {
    guard jobs > 1, count > 64 else { return [try body(worker(), 0..<count)] }
    let size = max(64, (count + jobs * 8 - 1) / (jobs * 8))
    let slices = stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
    let queue = Queue()
    return try await withThrowingTaskGroup(of: [(Int, Result)].self) { group in
        for _ in 0..<min(jobs, slices.count) {
            group.addTask {
                let worker = try worker()
                var results: [(Int, Result)] = []
                while true {
                    let number = queue.next.add(1, ordering: .relaxed).oldValue
                    guard number < slices.count else { return results }
                    results.append((number, try body(worker, slices[number])))
                }
            }
        }
        var results = [Result?](repeating: nil, count: slices.count)
        for try await own in group { for (number, result) in own { results[number] = result } }
        return results.map { $0! }
    }
}

/// The number of the next slice.
private final class Queue: Sendable {
    let next = Atomic(0)
}
