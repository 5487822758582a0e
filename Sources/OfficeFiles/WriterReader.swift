/// Reads a document of LibreOffice (OpenDocument Text).
enum WriterReader {
    static func read(_ container: Container, into builder: DocumentBuilder) throws(OfficeFault) {
        let styles = WriterStyles()
        if let part = try container.part("styles.xml") {
            try XMLStream.read(part, styles, depth: container.limits.depth)
        }
        let body = WriterBody(styles: styles, builder: builder)
        let stream = try XMLStream(body, depth: container.limits.depth)
        let found = try container.stream("content.xml") { (piece) throws(OfficeFault) in try stream.feed(piece) }
        guard found else { throw OfficeFault("enthält keinen Inhalt; bitte in LibreOffice öffnen und neu speichern") }
        try stream.finish()
        withExtendedLifetime(body) {}
    }
}

/// Styles of paragraphs and runs, of the document and the automatic ones.
private final class WriterStyles: XMLHandler {
    private struct Style {
        var parent: String?
        var level: Int?
        var isBold: Bool?
        var isHidden = false
    }
    private var styles: [String: Style] = [:]
    private var name = ""

    override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
        switch tag {
        case .style:
            name = attributes[.name] ?? ""
            styles[name] = Style(parent: attributes[.parentStyleName], level: attributes.int(.defaultOutlineLevel))
        case .textProperties:
            if let weight = attributes[.fontWeight] { styles[name]?.isBold = weight == "bold" }
            if attributes[.display] == "none" { styles[name]?.isHidden = true }
        default: break
        }
    }

    override func end(_ tag: Tag?) { if tag == .style { name = "" } }

    private func chain(_ name: String?) -> [(name: String, style: Style)] {
        var (name, found): (String?, [(String, Style)]) = (name, [])
        while let key = name, let style = styles[key], found.count < 16 {
            found.append((key, style))
            name = style.parent
        }
        return found
    }

    /// 0 for the title of the document.
    func level(_ name: String?) -> Int? {
        if name == "Title" { return 0 }
        for (name, style) in chain(name) {
            if name == "Title" || style.parent == "Title" { return 0 }
            if let level = style.level, level > 0 { return level }
        }
        return nil
    }

    func isBold(_ name: String?) -> Bool? { chain(name).compactMap(\.style.isBold).first }
    func isHidden(_ name: String?) -> Bool { chain(name).contains(where: \.style.isHidden) }
}

private final class WriterBody: XMLHandler {
    private let styles: WriterStyles
    private let builder: DocumentBuilder
    private var inBody = false
    private var paragraphs: [Paragraph] = []
    private var spans: [(isBold: Bool?, isHidden: Bool)] = []
    /// Lists within lists; per item whether its first paragraph is still to come.
    private var items: [Bool] = []
    private var cells: [(columns: Int, rows: Int, count: Int)] = []
    private var skipped = 0
    private var comment: OpenText?
    private var commentParts = 0

    private struct Paragraph {
        var text = OpenText()
        var kind: DocumentBlock.Kind
        var isBold: Bool
        var hasPlainText = false
        var comments: [String] = []
    }

    init(styles: WriterStyles, builder: DocumentBuilder) {
        self.styles = styles
        self.builder = builder
    }

    override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
        guard inBody else {
            if tag == .body { inBody = true } else { styles.start(tag, attributes) }
            return
        }
        if comment != nil {
            // Author and date are no text of the comment.
            if tag == .creator || tag == .date { skipped += 1 }
            if tag == .p { comment?.beginParagraph() }
            return
        }
        switch tag {
        case .trackedChanges, .tableOfContent, .note:
            if tag == .note { builder.counts.notes += 1 }
            if tag == .tableOfContent { builder.counts.contents += 1 }
            skipped += 1
        case .insertion: builder.counts.insertions += 1
        case .deletion: builder.counts.deletions += 1
        case .annotation: if skipped == 0 { comment = OpenText() }
        default: if skipped == 0 { startBlock(tag, attributes) }
        }
    }

    private func startBlock(_ tag: Tag?, _ attributes: XMLAttributes) {
        switch tag {
        case .table: builder.startTable()
        case .tableRow: builder.startRow()
        case .tableCell, .coveredCell:
            builder.startCell()
            let count = min(max(1, attributes.int(.columnsRepeated) ?? 1), builder.limits.columns)
            cells.append((attributes.int(.columnsSpanned) ?? 1, attributes.int(.rowsSpanned) ?? 1, count))
        case .listItem, .listHeader: items.append(true)
        case .p, .h: startParagraph(tag, attributes)
        case .span: spans.append((styles.isBold(attributes[.styleName]), styles.isHidden(attributes[.styleName])))
        case .s: append(0x20, count: min(1 << 16, max(1, attributes.int(.c) ?? 1)))
        case .tab: append(0x09)
        case .lineBreak: append(0x0A)
        default: break
        }
    }

    private func startParagraph(_ tag: Tag?, _ attributes: XMLAttributes) {
        let style = attributes[.styleName]
        var kind = DocumentBlock.Kind.paragraph(isBold: false)
        if tag == .h {
            kind = .heading((attributes.int(.outlineLevel) ?? 1) + 1)
        } else if let level = styles.level(style), items.isEmpty {
            kind = .heading(level + 1)
        } else if let isFirst = items.last {
            kind = isFirst ? .item(items.count - 1) : .continuation
            items[items.count - 1] = false
        }
        var paragraph = Paragraph(kind: kind, isBold: styles.isBold(style) ?? false)
        paragraph.text.beginParagraph()
        paragraphs.append(paragraph)
    }

    override func end(_ tag: Tag?) {
        guard inBody else {
            styles.end(tag)
            return
        }
        if let text = comment {
            if tag == .creator || tag == .date { skipped -= 1 }
            if tag == .annotation {
                comment = nil
                builder.counts.comments += 1
                let note = text.string.split(separator: "\n").joined(separator: " ")
                if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].comments.append(note) }
            }
            return
        }
        switch tag {
        case .trackedChanges, .tableOfContent, .note: skipped -= 1
        default: if skipped == 0 { endBlock(tag) }
        }
        if let fault = builder.fault { self.fault = fault }
    }

    private func endBlock(_ tag: Tag?) {
        switch tag {
        case .table: builder.endTable()
        case .tableRow: builder.endRow()
        case .tableCell, .coveredCell:
            guard let cell = cells.popLast() else { return }
            // What it spans follows as covered cells.
            builder.endCell(rowsSpanned: min(max(1, cell.rows), 1 << 20), columnsSpanned: cell.count)
        case .listItem, .listHeader: if !items.isEmpty { items.removeLast() }
        case .span: if !spans.isEmpty { spans.removeLast() }
        case .p, .h: if let paragraph = paragraphs.popLast() { end(paragraph) }
        default: break
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard inBody, skipped == 0 else { return }
        if comment != nil {
            comment?.append(bytes)
            return
        }
        guard !paragraphs.isEmpty else { return }
        if spans.contains(where: \.isHidden) {
            builder.counts.hiddenRuns += 1
            return
        }
        let last = paragraphs.count - 1
        paragraphs[last].text.append(bytes)
        let isBold = spans.compactMap(\.isBold).last ?? paragraphs[last].isBold
        if !isBold, bytes.contains(where: { $0 > 0x20 }) { paragraphs[last].hasPlainText = true }
    }

    private func append(_ byte: UInt8, count: Int = 1) {
        if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].text.append(byte, count: count) }
    }

    private func end(_ paragraph: Paragraph) {
        var text = paragraph.text
        text.endParagraph()
        var kind = paragraph.kind
        if case .paragraph = kind { kind = .paragraph(isBold: !paragraph.hasPlainText) }
        builder.paragraph(kind, text.string, comments: paragraph.comments)
    }
}
