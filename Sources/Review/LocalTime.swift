#if canImport(Glibc)
    import Glibc
#endif

/// Times of the journal as people read them, in the time zone of this computer.
enum LocalTime {
    /// "22.11.2026, 14:05 Uhr"; the text itself when it is no time.
    static func german(_ at: String) -> String {
        var parts = tm()
        let numbers = at.split { !$0.isNumber }.compactMap { Int32($0) }
        guard numbers.count == 6, at.hasSuffix("Z") else { return at }
        parts.tm_year = numbers[0] - 1900
        parts.tm_mon = numbers[1] - 1
        parts.tm_mday = numbers[2]
        parts.tm_hour = numbers[3]
        parts.tm_min = numbers[4]
        parts.tm_sec = numbers[5]
        var seconds = timegm(&parts)
        var local = tm()
        localtime_r(&seconds, &local)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return
            "\(two(local.tm_mday)).\(two(local.tm_mon + 1)).\(local.tm_year + 1900), \(two(local.tm_hour)):\(two(local.tm_min)) Uhr"
    }
}
