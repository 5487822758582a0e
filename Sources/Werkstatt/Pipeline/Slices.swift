/// Runs `body` over equal slices of `0..<count` on up to `jobs` threads and joins the results in slice order, so the
/// outcome does not depend on the number of jobs.
func inSlices<Result: Sendable>(
    _ count: Int,
    jobs: Int,
    _ body: @escaping @Sendable (Range<Int>) throws -> Result
) async throws -> [Result] {
    guard jobs > 1, count > 64 else { return [try body(0..<count)] }
    let size = max(64, (count + jobs * 4 - 1) / (jobs * 4))
    let slices = stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
    return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var results = [Result?](repeating: nil, count: slices.count)
        var next = 0
        while next < min(jobs, slices.count) {
            let number = next
            group.addTask { (number, try body(slices[number])) }
            next += 1
        }
        for try await (number, result) in group {
            results[number] = result
            if next < slices.count {
                let number = next
                group.addTask { (number, try body(slices[number])) }
                next += 1
            }
        }
        return results.map { $0! }
    }
}
