/// A PDF with a text layer, by way of `pdftotext` (poppler-utils), which gives every word with its place on the page.
///
/// Comes in: the bytes of a PDF. Goes out: headings, paragraphs, list items, rows of tables. Decides which lines belong
/// together: a line goes on below when its next word would not have fitted; rows of a table part where the distance is
/// larger than between lines; words cut at the end of a line are joined. Never guesses text that is not there.
extension OfficeDocument {
    /// - Parameter isHeader: whether these words, as they stand side by side, are the header of a table of cards.
    public init(pdf: [UInt8], limits: OfficeLimits, isHeader: ([String]) -> Bool) throws(OfficeFault) {
        let program = SeparateProgram(
            name: "pdftotext",
            package: "poppler-utils",
            arguments: ["-bbox-layout", "-enc", "UTF-8", "-", "-"]
        )
        let outcome = try program.run(pdf, limits: limits)
        guard outcome.code == 0 else {
            if outcome.message.lowercased().contains("password") || outcome.code == 3 { throw Container.encrypted }
            throw OfficeFault("ist als PDF beschädigt oder unvollständig übertragen; bitte noch einmal anfordern")
        }
        try self.init(pdfWords: outcome.output, limits: limits, isHeader: isHeader)
    }

    /// - Parameter pdfWords: what `pdftotext -bbox-layout` writes.
    package init(pdfWords: [UInt8], limits: OfficeLimits, isHeader: ([String]) -> Bool) throws(OfficeFault) {
        let handler = PDFPages()
        try XMLStream.read(pdfWords, handler, depth: limits.depth, isHTML: true)
        guard handler.pages.contains(where: { !$0.lines.isEmpty }) else {
            throw OfficeFault(
                "hat keine Textebene (vermutlich eingescannt); bitte vorher mit einer Texterkennung (OCR) behandeln oder die Karten abtippen"
            )
        }
        let builder = DocumentBuilder(limits)
        var layout = PDFLayout(pages: handler.pages, builder: builder)
        layout.build(isHeader: isHeader)
        if let fault = builder.fault { throw fault }
        self.init(builder, remarks: layout.remarks)
    }
}

struct PDFWord {
    var x: ClosedRange<Double>
    var y: ClosedRange<Double>
    var text: String

    var height: Double { y.upperBound - y.lowerBound }

    var isRightToLeft: Bool { text.unicodeScalars.contains { (0x0590...0x08FF).contains($0.value) } }

    func moved(down distance: Double) -> PDFWord {
        PDFWord(x: x, y: y.lowerBound + distance...y.upperBound + distance, text: text)
    }
}

struct PDFLine {
    var words: [PDFWord]
    var left: Double { words.map(\.x.lowerBound).min() ?? 0 }
    var right: Double { words.map(\.x.upperBound).max() ?? 0 }
    var top: Double { words.map(\.y.lowerBound).min() ?? 0 }
    var bottom: Double { words.map(\.y.upperBound).max() ?? 0 }
    var height: Double { words.map(\.height).max() ?? 0 }
    /// In reading order: pdftotext gives words as they lie, so Arabic and Hebrew come reversed.
    var text: String {
        guard words.contains(where: \.isRightToLeft) else { return words.map(\.text).joined(separator: " ") }
        var text = ""
        for word in words.reversed() {
            let isMark = word.text.unicodeScalars.allSatisfy { $0.properties.generalCategory == .nonspacingMark }
            if !text.isEmpty, !isMark { text += " " }
            text +=
                word.isRightToLeft ? String(String.UnicodeScalarView(word.text.unicodeScalars.reversed())) : word.text
        }
        return text
    }
}

struct PDFPage {
    var height = 0.0
    /// In reading order, columns one after the other.
    var lines: [PDFLine] = []
}

/// The pages as pdftotext describes them.
final class PDFPages: XMLHandler {
    private(set) var pages: [PDFPage] = []
    /// In points; a page of PDF is at most 14,400 points high.
    private static let farthest = 1_000_000.0

    private var word: PDFWord?
    private var words: [PDFWord] = []
    private var text: [UInt8] = []

    override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
        // No page is larger; what is no number, or none that can be reckoned with, is at the edge.
        func number(_ tag: Tag) -> Double {
            guard let value = attributes[tag].flatMap({ Double($0) }), value.isFinite else { return 0 }
            return min(max(value, -Self.farthest), Self.farthest)
        }
        switch tag {
        case .page: pages.append(PDFPage(height: number(.height)))
        case .line: words = []
        case .word:
            let (left, top) = (number(.xMin), number(.yMin))
            word = PDFWord(x: left...max(left, number(.xMax)), y: top...max(top, number(.yMax)), text: "")
            text = []
        default: break
        }
    }

    override func end(_ tag: Tag?) {
        switch tag {
        case .word:
            word?.text = String(decoding: text, as: UTF8.self)
            if let word, !word.text.isEmpty { words.append(word) }
            word = nil
        case .line: if !words.isEmpty, !pages.isEmpty { pages[pages.count - 1].lines.append(PDFLine(words: words)) }
        default: break
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) { if word != nil { text.append(contentsOf: bytes) } }
}
