extension OfficeDocument {
    /// A web page, forgivingly read.
    /// - Parameter html: UTF-8.
    public init(html: [UInt8], limits: OfficeLimits) throws(OfficeFault) {
        let builder = DocumentBuilder(limits)
        let handler = WebPageHandler(builder)
        try XMLStream.read(html, handler, depth: limits.depth, isHTML: true)
        handler.finish()
        self.init(builder)
    }
}

/// Reads headings, paragraphs, lists and tables of a page; scripts, forms and menus are no content.
private final class WebPageHandler: XMLHandler {
    private let builder: DocumentBuilder
    private var text: [UInt8] = []
    private var afterBlank = true
    private var hasPlainText = false
    private var heading: Int?
    private var lists = 0
    /// Per open list item whether its first paragraph is still to come.
    private var items: [Bool] = []
    private var bold = 0
    private var skipped = 0
    private var spans: [(columns: Int, rows: Int)] = []

    init(_ builder: DocumentBuilder) { self.builder = builder }

    override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
        if isSkipped(tag) { skipped += 1 }
        guard skipped == 0 else { return }
        switch tag {
        case .br: text.append(0x0A)
        case .b, .strong: bold += 1
        case .h1, .h2, .h3, .h4, .h5, .h6:
            flush()
            heading = level(tag)
        case .ul, .ol:
            flush()
            lists += 1
        case .li:
            flush()
            items.append(true)
        case .table:
            flush()
            builder.startTable()
        case .tr:
            flush()
            builder.startRow()
        case .td, .th:
            flush()
            builder.startCell(skipsCovered: true)
            let columns = min(max(1, attributes.int(.colspan) ?? 1), builder.limits.columns)
            spans.append((columns, min(max(1, attributes.int(.rowspan) ?? 1), 1 << 16)))
        default: if isBlock(tag) { flush() }
        }
    }

    override func end(_ tag: Tag?) {
        if isSkipped(tag) {
            skipped -= 1
            return
        }
        guard skipped == 0 else { return }
        switch tag {
        case .b, .strong: bold = max(0, bold - 1)
        case .h1, .h2, .h3, .h4, .h5, .h6:
            flush()
            heading = nil
        case .ul, .ol:
            flush()
            lists = max(0, lists - 1)
        case .li:
            flush()
            if !items.isEmpty { items.removeLast() }
        case .table:
            flush()
            builder.endTable()
        case .tr:
            flush()
            builder.endRow()
        case .td, .th:
            flush()
            if let span = spans.popLast() { builder.endCell(rowsSpanned: span.rows, columnsSpanned: span.columns) }
        default: if isBlock(tag) { flush() }
        }
        if let fault = builder.fault { self.fault = fault }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard skipped == 0 else { return }
        for byte in bytes {
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                if !afterBlank, text.last != 0x0A { text.append(0x20) }
                afterBlank = true
            } else {
                if afterBlank, text.last == 0x0A || text.isEmpty { afterBlank = false }
                text.append(byte)
                afterBlank = false
                if bold == 0 { hasPlainText = true }
            }
        }
    }

    func finish() { flush() }

    private func flush() {
        while let last = text.last, last == 0x20 || last == 0x0A { text.removeLast() }
        let content = String(decoding: text.drop { $0 == 0x20 || $0 == 0x0A }, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map { $0.hasSuffix(" ") ? $0.dropLast() : $0 }
            .joined(separator: "\n")
        text = []
        afterBlank = true
        let isBold = !hasPlainText
        hasPlainText = false
        guard !content.isEmpty else { return }
        if let heading {
            builder.paragraph(.heading(heading), content)
        } else if let isFirst = items.last {
            items[items.count - 1] = false
            builder.paragraph(isFirst ? .item(max(0, min(lists, items.count) - 1)) : .continuation, content)
        } else {
            builder.paragraph(.paragraph(isBold: isBold), content)
        }
    }

    private func level(_ tag: Tag?) -> Int {
        switch tag {
        case .h1: 1
        case .h2: 2
        case .h3: 3
        case .h4: 4
        case .h5: 5
        default: 6
        }
    }

    private func isSkipped(_ tag: Tag?) -> Bool {
        switch tag {
        case .head, .script, .style, .noscript, .templateTag, .nav, .footer, .select, .button, .textarea, .svg: true
        default: false
        }
    }

    private func isBlock(_ tag: Tag?) -> Bool {
        switch tag {
        case .p, .div, .section, .article, .main, .header, .pre, .blockquote, .dt, .dd, .caption, .body, .hr: true
        default: false
        }
    }
}
