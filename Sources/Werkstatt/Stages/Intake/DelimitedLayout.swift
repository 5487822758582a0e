/// How a delimited file is laid out: its delimiter, where its header begins, what its columns mean.
///
/// Comes in: the beginning of a file. Goes out: the layout, or why it has none. Decides for the delimiter under which
/// most columns have a known name; among equals for the one whose records are most alike. Never guesses what an unknown
/// column means.
struct DelimitedLayout {
    var delimiter: UInt8
    /// Behind a line "sep=;".
    var start: Int
    var reading: ColumnReading
    /// Of the first records: how many have as many cells as the header, and how many have not.
    var alike: Int
    var others: Int

    var evenness: Double { Double(alike + 1) / Double(alike + others + 1) }

    /// Decoded text holds no NUL.
    private static let noDelimiter: UInt8 = 0

    var headers: [String] { reading.headers }
    var meanings: [Column?] { reading.meanings }
    var textColumn: Int? { meanings.firstIndex(of: .text) }
    var known: Int { meanings.count { $0 != nil } }

    /// Nil when the beginning of the file holds no whole line with anything in it.
    static func find(_ bytes: UnsafeBufferPointer<UInt8>, rules: IntakeRules) -> DelimitedLayout? {
        var start = 0
        var candidates = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")]
        if let delimiter = announcedDelimiter(bytes) {
            candidates = [delimiter]
            start = min(bytes.count, 6)
        }
        var best: DelimitedLayout?
        for delimiter in candidates {
            guard let layout = layout(bytes, delimiter: delimiter, from: start, rules: rules) else { continue }
            guard let other = best else {
                best = layout
                continue
            }
            let better =
                (layout.known, layout.headers.count > 1 ? layout.evenness : 0, Double(layout.headers.count))
                > (other.known, other.headers.count > 1 ? other.evenness : 0, Double(other.headers.count))
            if better { best = layout }
        }
        // A single column has no delimiter: its texts may hold any.
        if best?.headers.count == 1 { best?.delimiter = noDelimiter }
        return best
    }

    /// The reason why rows cannot be read with these columns, German, or nil.
    var fault: String? {
        if let double = reading.double { return double }
        if textColumn == nil {
            let found = headers.prefix(12).map { "„\($0.prefix(40))“" }.joined(separator: ", ")
            return
                "Es gibt keine Spalte für den Text; gefunden wurden \(found). Bitte die Spalte mit den Beiträgen „Beitrag“ nennen oder mit --map zuordnen."
        }
        return nil
    }

    private static func layout(
        _ bytes: UnsafeBufferPointer<UInt8>,
        delimiter: UInt8,
        from start: Int,
        rules: IntakeRules
    ) -> DelimitedLayout? {
        let probe = UnsafeBufferPointer(rebasing: bytes[..<min(bytes.count, rules.probeBytes)])
        var records = DelimitedRecords(probe, delimiter: delimiter, from: start)
        var headers: [String]?
        var (alike, others) = (0, 0)
        while alike + others < rules.probeRecords, records.next() {
            // A record that the end of the probe cuts says nothing.
            if records.at == probe.count, probe.count < bytes.count { break }
            if records.isBlankLine { continue }
            if let headers {
                if records.cells.count == headers.count { alike += 1 } else { others += 1 }
            } else {
                headers = records.cells.map { records.text($0).trimmed }
            }
        }
        guard let headers else { return nil }
        return DelimitedLayout(
            delimiter: delimiter,
            start: start,
            reading: ColumnReading(headers, rules: rules),
            alike: alike,
            others: others
        )
    }

    /// Excel's first line "sep=;".
    private static func announcedDelimiter(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
        guard bytes.count >= 5, String(decoding: bytes[..<4], as: UTF8.self).lowercased() == "sep=" else { return nil }
        guard bytes.count == 5 || bytes[5] == UInt8(ascii: "\n"), bytes[4] < 0x80, bytes[4] != UInt8(ascii: "\n") else {
            return nil
        }
        return bytes[4]
    }
}
