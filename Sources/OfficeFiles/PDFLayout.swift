/// Turns lines on pages into blocks.
struct PDFLayout {
    private var pages: [PDFPage]
    private let builder: DocumentBuilder
    private var joiner: LineJoiner
    private var repeated = 0

    /// Distances as parts of the height of a line.
    private static let rowGap = 1.1
    private static let paragraphGap = 1.45
    private static let phraseGap = 0.26
    private static let headingSize = 1.12
    /// More than any page is high.
    private static let farDown = 100_000.0

    init(pages: [PDFPage], builder: DocumentBuilder) {
        self.pages = pages
        self.builder = builder
        joiner = LineJoiner(words: pages.flatMap { $0.lines.flatMap { $0.words.map(\.text) } })
    }

    var remarks: [OfficeRemark] {
        var remarks = [
            OfficeRemark(
                isWarning: false,
                "Aus dem PDF sind Zeilen und Spalten nach ihrer Lage wieder zusammengesetzt; bitte mit dem Original vergleichen."
            )
        ]
        if joiner.joined > 0 {
            remarks.append(
                OfficeRemark(
                    isWarning: false,
                    "Am Zeilenende getrennte Wörter wurden zusammengefügt (\(joiner.joined)-mal)."
                )
            )
        }
        if repeated > 0 {
            remarks.append(
                OfficeRemark(isWarning: false, "Kopf- und Fußzeilen der Seiten (\(repeated) Zeilen) werden übergangen.")
            )
        }
        return remarks
    }

    mutating func build(isHeader: ([String]) -> Bool) {
        dropRunningHeads()
        let pitch = linePitch()
        let sizes = headingSizes()
        var text: [PDFLine] = []
        for page in pages.indices {
            while let header = Self.visualLines(pages[page].lines)
                .first(where: { isHeader(Self.phrases($0).map(\.text)) })
            {
                text += pages[page].lines.filter { $0.top < header.top - 0.3 * header.height }
                flush(&text, pitch, sizes)
                let below = pages[page].lines.filter { $0.top >= header.top - 0.3 * header.height }
                pages[page].lines = below
                table(header, on: page, below, pitch, sizes)
                // A header that is not left behind, because its own line ends the table, would be met for ever.
                guard Self.words(pages[page].lines) < Self.words(below) else { break }
            }
            text += pages[page].lines
        }
        flush(&text, pitch, sizes)
    }

    private static func words(_ lines: [PDFLine]) -> Int { lines.reduce(0) { $0 + $1.words.count } }

    // MARK: Tables

    private struct Phrase {
        var text: String
        var left: Double
        var right: Double
    }

    /// Words side by side, whatever block they belong to.
    private static func visualLines(_ lines: [PDFLine]) -> [PDFLine] { visualLines(lines.flatMap(\.words)) }

    private static func visualLines(_ words: [PDFWord]) -> [PDFLine] {
        var lines: [PDFLine] = []
        for word in words.sorted(by: { ($0.y.lowerBound, $0.x.lowerBound) < ($1.y.lowerBound, $1.x.lowerBound) }) {
            if let last = lines.last, word.y.lowerBound - last.words[0].y.lowerBound < 0.3 * word.height {
                lines[lines.count - 1].words.append(word)
            } else {
                lines.append(PDFLine(words: [word]))
            }
        }
        for line in lines.indices { lines[line].words.sort { $0.x.lowerBound < $1.x.lowerBound } }
        return lines
    }

    /// Words of a line put together where no more than a blank parts them.
    private static func phrases(_ line: PDFLine) -> [Phrase] {
        var phrases: [Phrase] = []
        for word in line.words {
            if let last = phrases.last, word.x.lowerBound - last.right < phraseGap * word.height {
                phrases[phrases.count - 1].text += " " + word.text
                phrases[phrases.count - 1].right = word.x.upperBound
            } else {
                phrases.append(Phrase(text: word.text, left: word.x.lowerBound, right: word.x.upperBound))
            }
        }
        return phrases
    }

    /// Reads the table below a header, over the pages it takes; what follows it stays on its page.
    private mutating func table(
        _ header: PDFLine,
        on first: Int,
        _ below: [PDFLine],
        _ pitch: Double,
        _ sizes: [Double]
    ) {
        let names = Self.phrases(header)
        let cuts = Self.cuts(names, header.words + pages[first...].flatMap { $0.lines.flatMap(\.words) })
        let left = min(header.left, below.map(\.left).min() ?? header.left)
        var rows: [[PDFWord]] = []
        var page = first
        var lines = Self.visualLines(below)
        while true {
            var last: Double?
            var end: Double?
            for (position, line) in lines.enumerated() {
                // The header, here or repeated on the next page.
                if Self.phrases(line).map(\.text) == names.map(\.text) { continue }
                guard Self.level(line, sizes) == nil, Self.fits(line, cuts, left) else {
                    end = line.top
                    break
                }
                // On a new page a row may go on; it does when nothing of what comes first stands in the first column.
                let begins =
                    if let last { line.top - last > Self.rowGap * pitch || rows.isEmpty } else {
                        rows.isEmpty
                            || Self.band(lines[position...], pitch).contains { $0.left < cuts.first ?? .infinity }
                    }
                if begins { rows.append([]) }
                // Pages follow each other downwards.
                rows[rows.count - 1] += line.words.map { $0.moved(down: Double(page - first) * Self.farDown) }
                last = max(last ?? 0, line.top)
            }
            pages[page].lines = end.map { end in pages[page].lines.filter { $0.top >= end - 0.5 } } ?? []
            guard end == nil, page + 1 < pages.count else { break }
            let next = Self.visualLines(pages[page + 1].lines)
            guard let top = next.first, Self.level(top, sizes) == nil,
                next.prefix(3).allSatisfy({ Self.fits($0, cuts, left) })
            else { break }
            page += 1
            lines = next
        }
        emit(names.map(\.text), rows, cuts)
    }

    /// The lines up to the next gap between rows.
    private static func band(_ lines: ArraySlice<PDFLine>, _ pitch: Double) -> ArraySlice<PDFLine> {
        var end = lines.startIndex + 1
        while end < lines.endIndex, lines[end].top - lines[end - 1].top <= rowGap * pitch { end += 1 }
        return lines[..<end]
    }

    /// Where one column ends and the next begins: between their headers, where fewest words are in the way, in the
    /// widest such gap.
    private static func cuts(_ names: [Phrase], _ words: [PDFWord]) -> [Double] {
        zip(names, names.dropFirst()).map { one, other in
            let range = (one.left + one.right) / 2...(other.left + other.right) / 2
            let near = words.filter { $0.x.upperBound > range.lowerBound && $0.x.lowerBound < range.upperBound }
            let edges = ([range.lowerBound, range.upperBound] + near.flatMap { [$0.x.lowerBound, $0.x.upperBound] })
                .filter(range.contains).sorted()
            var best = (crossed: Int.max, width: 0.0, place: (one.right + other.left) / 2)
            for (start, end) in zip(edges, edges.dropFirst()) where end - start > 0.5 {
                let place = (start + end) / 2
                let crossed = near.count { $0.x.lowerBound < place && $0.x.upperBound > place }
                if (crossed, -(end - start)) < (best.crossed, -best.width) { best = (crossed, end - start, place) }
            }
            return best.place
        }
    }

    /// Whether no word lies across two columns or left of the table.
    private static func fits(_ line: PDFLine, _ cuts: [Double], _ left: Double) -> Bool {
        line.left > left - line.height
            && !line.words.contains { word in cuts.contains { word.x.lowerBound < $0 - 1 && word.x.upperBound > $0 + 1 }
            }
    }

    private mutating func emit(_ names: [String], _ rows: [[PDFWord]], _ cuts: [Double]) {
        var cells = rows.map { words in
            var columns = [[PDFWord]](repeating: [], count: names.count)
            for word in words {
                let middle = (word.x.lowerBound + word.x.upperBound) / 2
                columns[cuts.firstIndex { middle < $0 } ?? names.count - 1].append(word)
            }
            return columns.map(Self.visualLines)
        }
        let edges = names.indices.map { column in cells.flatMap { $0[column].map(\.right) }.max() ?? 0 }
        builder.startTable()
        row(names)
        for index in cells.indices {
            row(names.indices.map { joiner.paragraphs(cells[index][$0], right: edges[$0]).joined(separator: "\n") })
            cells[index] = []
        }
        builder.endTable()
    }

    private func row(_ cells: [String]) {
        builder.startRow()
        for text in cells {
            builder.startCell()
            builder.paragraph(.paragraph(isBold: false), text)
            builder.endCell()
        }
        builder.endRow()
    }

    // MARK: Running text

    /// Paragraphs, list items and headings of the lines so far.
    private mutating func flush(_ lines: inout [PDFLine], _ pitch: Double, _ sizes: [Double]) {
        defer { lines = [] }
        var at = 0
        let right = lines.map(\.right).max() ?? 0
        while at < lines.count {
            let first = at
            let level = Self.level(lines[first], sizes)
            at += 1
            while at < lines.count, goesOn(lines[at - 1], lines[at], from: lines[first], pitch, sizes, right, level) {
                at += 1
            }
            let paragraphs = joiner.paragraphs(Array(lines[first..<at]), right: right)
            let text = paragraphs.joined(separator: "\n")
            if let level {
                builder.paragraph(.heading(level), paragraphs.joined(separator: " "))
            } else if let item = Self.withoutBullet(text) {
                builder.paragraph(.item(0), item)
            } else {
                builder.paragraph(.paragraph(isBold: false), text)
            }
        }
    }

    private func goesOn(
        _ above: PDFLine,
        _ line: PDFLine,
        from first: PDFLine,
        _ pitch: Double,
        _ sizes: [Double],
        _ right: Double,
        _ level: Int?
    ) -> Bool {
        guard Self.level(line, sizes) == level, Self.withoutBullet(line.text) == nil else { return false }
        let isItem = Self.withoutBullet(first.text) != nil
        let gap = line.top - above.top
        // A new page or column.
        if gap < 0 { return !fits(line.words[0], behind: above, right) && line.left >= first.left - 1 && level == nil }
        guard gap < Self.paragraphGap * pitch else { return false }
        if isItem { return line.left > first.left + 1 || !fits(line.words[0], behind: above, right) }
        return !fits(line.words[0], behind: above, right)
    }

    private func fits(_ word: PDFWord, behind line: PDFLine, _ right: Double) -> Bool {
        LineJoiner.fits(word, behind: line, right: right)
    }

    /// The text behind a bullet, or nil.
    private static func withoutBullet(_ text: String) -> String? {
        for mark in ["•", "◦", "▪", "■", "●", "○", "‣", "·", "➢", "\u{F0B7}", "\u{F0A7}", "\u{2022}"]
        where text.hasPrefix(mark) {
            let rest = text.dropFirst().drop { $0 == " " }
            return rest.isEmpty || rest.hasPrefix(mark) ? nil : String(rest)
        }
        return text.hasPrefix("- ") || text.hasPrefix("– ") ? String(text.dropFirst(2)) : nil
    }

    // MARK: The document as a whole

    /// The distance between two lines of one paragraph: the smallest that is common; rows of tables lie further apart.
    private func linePitch() -> Double {
        var gaps: [Double] = []
        for page in pages {
            for (above, line) in zip(page.lines, page.lines.dropFirst()) where abs(above.left - line.left) < 2 {
                let gap = line.top - above.top
                if gap > above.height * 0.7, gap < above.height * 1.1, abs(above.height - line.height) < 0.5 {
                    gaps.append(gap)
                }
            }
        }
        gaps.sort()
        let heights = pages.flatMap { $0.lines.map(\.height) }.sorted()
        let height = heights.isEmpty ? 12 : heights[heights.count / 2]
        return gaps.isEmpty ? 0.9 * height : gaps[gaps.count / 10]
    }

    /// Heights of lines above that of most text, largest first.
    private func headingSizes() -> [Double] {
        var count: [Int: Int] = [:]
        for line in pages.flatMap(\.lines) { count[Self.size(line), default: 0] += line.words.count }
        guard let body = count.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { return [] }
        return count.keys.filter { Double($0) > Double(body) * Self.headingSize }.sorted(by: >).prefix(6).map(
            Double.init
        )
    }

    /// In half points.
    private static func size(_ line: PDFLine) -> Int { Int((line.height * 2).rounded()) }

    private static func level(_ line: PDFLine, _ sizes: [Double]) -> Int? {
        sizes.firstIndex(of: Double(size(line))).map { $0 + 1 }
    }

    /// Lines at the top and bottom that say the same on every page but for numbers.
    private mutating func dropRunningHeads() {
        var count: [String: Int] = [:]
        func key(_ line: PDFLine, _ page: PDFPage) -> String? {
            let isTop = line.bottom < page.height * 0.08
            guard isTop || line.top > page.height * 0.92 else { return nil }
            let words = String(line.text.map { $0.isNumber ? "0" : $0 })
            return "\(isTop)\(Int(line.top / 4)) \(words)"
        }
        for page in pages { for line in page.lines { if let key = key(line, page) { count[key, default: 0] += 1 } } }
        for index in pages.indices {
            let page = pages[index]
            let before = page.lines.count
            pages[index].lines.removeAll { line in
                guard let key = key(line, page) else { return false }
                return count[key]! > 2 || Self.isPageNumber(line.text)
            }
            repeated += before - pages[index].lines.count
        }
    }

    /// "7", "Seite 2 von 5", "Ausdruck vom: 12.01.2022 Seite: 1/7".
    private static func isPageNumber(_ text: String) -> Bool {
        let rest = text.lowercased().filter { !$0.isNumber && !" .:/-–|".contains($0) }
        return ["", "seite", "seitevon", "ausdruckvomseite", "s"].contains(rest)
    }
}

/// Puts the lines of a paragraph together.
struct LineJoiner {
    /// Every word of the document, to tell a cut word from one with a hyphen.
    private var known: Set<String>
    private(set) var joined = 0

    init(words: [String]) { known = Set(words.map { Self.key($0) }) }

    private static func key(_ word: some StringProtocol) -> String {
        String(word.lowercased().filter { $0.isLetter || $0 == "-" || $0.isNumber })
    }

    /// Paragraphs within a cell or block: where a word would have fitted on the line above, somebody ended the line.
    mutating func paragraphs(_ lines: [PDFLine], right: Double) -> [String] {
        var paragraphs: [String] = []
        for (position, line) in lines.enumerated() {
            if position > 0, !Self.fits(line.words[0], behind: lines[position - 1], right: right) {
                paragraphs[paragraphs.count - 1] = join(paragraphs.last!, line.text)
            } else {
                paragraphs.append(line.text)
            }
        }
        return paragraphs.map { $0.replacing("\u{AD}", with: "") }
    }

    static func fits(_ word: PDFWord, behind line: PDFLine, right: Double) -> Bool {
        let blank = 0.25 * word.height
        return line.right + blank + (word.x.upperBound - word.x.lowerBound) < right - 1
    }

    private mutating func join(_ above: String, _ below: String) -> String {
        let head = above.split(separator: " ").last ?? ""
        let tail = below.split(separator: " ").first ?? ""
        guard let mark = head.last, let next = tail.first else { return above + " " + below }
        if mark == "\u{AD}" {
            joined += 1
            return above.dropLast() + below
        }
        // "a / b" has its blanks, "Eltern/Kinder" has not.
        if mark == "/" || mark == "–" { return head.count > 1 ? above + below : above + " " + below }
        guard mark == "-", head.count > 1 else { return above + " " + below }
        let parts = (head.dropLast(), tail)
        if ["und", "oder", "bzw.", "sowie", "u.", "&", "als"].contains(String(tail)) { return above + " " + below }
        let isCut =
            next.isLowercase && !tail.contains(where: \.isNumber) && !known.contains(Self.key(head + tail))
            && (known.contains(Self.key(parts.0 + parts.1)) || parts.0.allSatisfy { $0.isLetter || !$0.isASCII })
        guard isCut else { return above + below }
        joined += 1
        return above.dropLast() + below
    }
}
