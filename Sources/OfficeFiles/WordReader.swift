/// Reads a document of Word (Office Open XML).
enum WordReader {
    static func read(_ container: Container, into builder: DocumentBuilder) throws(OfficeFault) {
        let depth = container.limits.depth
        let styles = WordStyles()
        if let part = try container.part("word/styles.xml") { try XMLStream.read(part, styles, depth: depth) }
        let comments = WordComments()
        if let part = try container.part("word/comments.xml") { try XMLStream.read(part, comments, depth: depth) }
        let body = WordBody(styles: styles, comments: comments.texts, builder: builder)
        let stream = try XMLStream(body, depth: depth)
        try container.stream("word/document.xml") { (piece) throws(OfficeFault) in try stream.feed(piece) }
        try stream.finish()
        withExtendedLifetime(body) {}
    }
}

/// Styles of paragraphs: their outline level, whether they belong to a list, a table of contents.
private final class WordStyles: XMLHandler {
    struct Style {
        var name = ""
        var basedOn: String?
        var level: Int?
        var isList = false
    }
    private var styles: [String: Style] = [:]
    private var id = ""
    private var style = Style()

    override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
        switch tag {
        case .style:
            id = attributes[.styleId] ?? ""
            style = Style()
        case .name: style.name = (attributes[.val] ?? "").lowercased()
        case .basedOn: style.basedOn = attributes[.val]
        case .outlineLvl: style.level = attributes.int(.val)
        case .numPr: style.isList = true
        default: break
        }
    }

    override func end(_ tag: Tag?) { if tag == .style, !id.isEmpty { styles[id] = style } }

    private func chain(_ id: String?) -> [Style] {
        var (id, found): (String?, [Style]) = (id, [])
        // A circle ends here.
        while let name = id, let style = styles[name], found.count < 16 {
            found.append(style)
            id = style.basedOn
        }
        return found
    }

    /// The level of a heading, from 1; nil for other paragraphs.
    func level(_ id: String?) -> Int? {
        for style in chain(id) {
            if let level = style.level { return level < 9 ? level + 1 : nil }
            if style.name == "title" || style.name == "titel" { return 0 }
            for word in ["heading ", "überschrift "] where style.name.hasPrefix(word) {
                if let level = Int(style.name.dropFirst(word.count)), (1...9).contains(level) { return level }
            }
        }
        return nil
    }

    func isList(_ id: String?) -> Bool {
        chain(id).contains { $0.isList || $0.name.hasPrefix("list bullet") || $0.name.hasPrefix("list number") }
    }

    func isContents(_ id: String?) -> Bool {
        chain(id).prefix(1).contains { style in
            ["toc ", "contents ", "verzeichnis ", "toc heading", "index "].contains { style.name.hasPrefix($0) }
        }
    }
}

private final class WordComments: XMLHandler {
    var texts: [String: String] = [:]
    private var id = ""
    private var text: [UInt8] = []
    private var collects = false

    override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
        switch tag {
        case .comment:
            id = attributes[.id] ?? ""
            text = []
        case .t: collects = true
        case .p: if !text.isEmpty { text.append(0x20) }
        default: break
        }
    }

    override func end(_ tag: Tag?) {
        if tag == .t { collects = false }
        if tag == .comment { texts[id] = String(decoding: text, as: UTF8.self) }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) { if collects { text.append(contentsOf: bytes) } }
}

private final class WordBody: XMLHandler {
    private let styles: WordStyles
    private let comments: [String: String]
    private let builder: DocumentBuilder
    /// Text boxes stand within paragraphs.
    private var paragraphs: [Paragraph] = []
    private var properties = 0
    private var skipped = 0
    private var collects = false
    private var run = Run()

    private struct Run {
        var isBold = false
        var isHidden = false
        var isCounted = false
    }

    private struct Paragraph {
        var text: [UInt8] = []
        var style: String?
        var level: Int?
        var isItem: Bool?
        var depth = 0
        var hasPlainText = false
        var comments: [String] = []
    }

    init(styles: WordStyles, comments: [String: String], builder: DocumentBuilder) {
        self.styles = styles
        self.comments = comments
        self.builder = builder
    }

    override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
        switch tag {
        // The same once more for older programs.
        case .fallback: skipped += 1
        case .moveFrom:
            if properties == 0 { builder.counts.deletions += 1 }
            skipped += 1
        case .del: builder.counts.deletions += 1
        case .ins, .moveTo: builder.counts.insertions += 1
        default: if skipped == 0 { startBlock(tag, attributes) }
        }
    }

    private func startBlock(_ tag: Tag?, _ attributes: XMLAttributes) {
        switch tag {
        case .tbl: builder.startTable()
        case .tr: builder.startRow()
        case .tc: builder.startCell()
        case .gridSpan: builder.setSpan(attributes.int(.val) ?? 1)
        case .vMerge: if attributes[.val] ?? "continue" == "continue" { builder.setContinued() }
        case .p: paragraphs.append(Paragraph())
        case .pPr: properties += 1
        default: if !paragraphs.isEmpty { startInline(tag, attributes) }
        }
    }

    private func startInline(_ tag: Tag?, _ attributes: XMLAttributes) {
        let last = paragraphs.count - 1
        switch tag {
        case .pStyle: paragraphs[last].style = attributes[.val]
        case .outlineLvl: paragraphs[last].level = attributes.int(.val)
        case .ilvl: paragraphs[last].depth = min(8, max(0, attributes.int(.val) ?? 0))
        case .numId: paragraphs[last].isItem = attributes[.val] != "0"
        case .r: run = Run()
        case .b: if properties == 0 { run.isBold = !["0", "false", "off"].contains(attributes[.val] ?? "") }
        case .vanish: if properties == 0 { run.isHidden = !["0", "false", "off"].contains(attributes[.val] ?? "") }
        case .t: collects = true
        case .tab: if properties == 0 { append([0x09]) }
        case .br: if !["page", "column"].contains(attributes[.breakType] ?? "") { append([0x0A]) }
        case .cr: append([0x0A])
        case .noBreakHyphen: append([UInt8(ascii: "-")])
        case .commentReference:
            if let id = attributes[.id], let text = comments[id] {
                builder.counts.comments += 1
                paragraphs[last].comments.append(text)
            }
        case .footnoteReference, .endnoteReference: builder.counts.notes += 1
        default: break
        }
    }

    override func end(_ tag: Tag?) {
        switch tag {
        case .fallback, .moveFrom: skipped -= 1
        case .t: collects = false
        default: if skipped == 0 { endBlock(tag) }
        }
        if let fault = builder.fault { self.fault = fault }
    }

    private func endBlock(_ tag: Tag?) {
        switch tag {
        case .tbl: builder.endTable()
        case .tr: builder.endRow()
        case .tc: builder.endCell()
        case .pPr: properties -= 1
        case .p: if let paragraph = paragraphs.popLast() { end(paragraph) }
        default: break
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if collects, skipped == 0, !paragraphs.isEmpty { append(bytes) }
    }

    private func append(_ bytes: some Collection<UInt8>) {
        if run.isHidden {
            if !run.isCounted { builder.counts.hiddenRuns += 1 }
            run.isCounted = true
            return
        }
        paragraphs[paragraphs.count - 1].text.append(contentsOf: bytes)
        if !run.isBold, bytes.contains(where: { $0 > 0x20 }) { paragraphs[paragraphs.count - 1].hasPlainText = true }
    }

    private func end(_ paragraph: Paragraph) {
        if styles.isContents(paragraph.style) {
            builder.counts.contents += 1
            return
        }
        let text = String(decoding: paragraph.text, as: UTF8.self)
        let kind: DocumentBlock.Kind
        if let level = paragraph.level.map({ $0 < 9 ? $0 + 1 : nil }) ?? styles.level(paragraph.style) {
            kind = .heading(level + 1)
        } else if paragraph.isItem ?? styles.isList(paragraph.style) {
            kind = .item(paragraph.depth)
        } else {
            kind = .paragraph(isBold: !paragraph.hasPlainText)
        }
        builder.paragraph(kind, text, comments: paragraph.comments)
    }
}
