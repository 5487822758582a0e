import Werkstatt

/// Something in a corpus or a lexicon that a person should look at, with its place. Never holds the text of a card.
public struct Finding: Sendable, Hashable {
    public enum Level: String, Sendable, CaseIterable { case error, warning, note }

    /// Rules about corpora; findings of `lexicon lint` bring rules of their own, as "lexikon/NAME".
    enum CorpusRule: String, CaseIterable {
        case unread = "unlesbare-zeile"
        case unknownPhase = "unbekannte-phase"
        case doubleID = "doppelte-kennung"
        case personalData = "personenbezogenes"
        case illegible = "unleserliche-karte"
        case nearMiss = "lexikon/gegenbeispiel"

        var level: Level {
            switch self {
            case .unread: .error
            case .unknownPhase, .doubleID, .personalData: .warning
            case .illegible, .nearMiss: .note
            }
        }

        /// German.
        var title: String {
            switch self {
            case .unread: "Eine Zeile ist nicht zu lesen"
            case .unknownPhase: "Die Werkstattphase ist unbekannt"
            case .doubleID: "Eine Kennung steht mehrmals da"
            case .personalData: "Ein Beitrag enthält Personenbezogenes"
            case .illegible: "Ein Beitrag ist unleserlich"
            case .nearMiss: "Ein Gegenbeispiel bekommt seinen Begriff"
            }
        }

        var help: String {
            switch self {
            case .unread: "Bitte die Zeile berichtigen; „werkstatt inspect“ zeigt, was aus der Datei gelesen wird."
            case .unknownPhase: "Bekannt sind Kritik, Phantasie, Realisierung und ihre üblichen Namen (intake.yaml)."
            case .doubleID: "Bitte eine der Kennungen ändern; der Lauf macht sie sonst durch den Inhalt eindeutig."
            case .personalData:
                "Alles, was weitergegeben wird, zeigt Masken; die Arbeitsdateien eines Laufs und die Eingabe selbst nicht."
            case .illegible: "Bitte die Karte am Foto oder am Original nachlesen."
            case .nearMiss:
                "Bitte Ausdrücke oder Beispielkarten des Begriffs schärfen, oder das Gegenbeispiel streichen."
            }
        }
    }

    public var rule: String
    public var level: Level
    public var file: String
    /// 1-based; 1 where a file has no lines or is meant as a whole.
    public var line: Int
    /// German.
    public var message: String

    static func title(ofRule rule: String) -> String {
        if let known = CorpusRule(rawValue: rule) { return known.title }
        return switch rule {
        case "lexikon/leer": "Ein Ausdruck ohne Wort"
        case "lexikon/doppelt": "Ein Ausdruck steht zweimal in einem Begriff"
        case "lexikon/stark-mehrfach": "Ein Ausdruck ist in mehreren Begriffen stark"
        case "lexikon/verdeckt": "Ein Ausdruck wird nie gefunden"
        case "lexikon/falle": "Ein Ausdruck trifft zu viel"
        case "lexikon/sperrliste": "Ein Wort enthält ein anderes nur zufällig"
        case "lexikon/ueberschneidung": "Zwei Begriffe sind kaum zu unterscheiden"
        case "lexikon/karte-widerspruch": "Beispiel und Gegenbeispiel zugleich"
        case "lexikon/karte-doppelt": "Eine Beispielkarte steht zweimal da"
        case "lexikon/karte-mehrfach": "Eine Beispielkarte steht in mehreren Begriffen"
        case "lexikon/wenig-karten": "Ein Begriff hat wenige Beispielkarten"
        case "lexikon/ohne-feld": "Ein Begriff spricht für kein Feld"
        default: "Befund der Lexikonprüfung"
        }
    }

    static func help(ofRule rule: String) -> String {
        CorpusRule(rawValue: rule)?.help
            ?? "Der Befund nennt, was zu tun ist; „werkstatt lexicon lint“ zeigt alle, das Handbuch ist Pipelines/common/LIESMICH.md."
    }
}

/// Finds what is to be said about corpora and lexicons. Comes in: results and findings of the workbench. Goes out:
/// findings by file, line and rule. Decides levels; what was read from an input is never repeated, only where it stands.
struct FindingCollector {
    private(set) var findings: [Finding] = []
    private let formats: [String: String]
    private let rules: IntakeRules
    private var lines: [String: RowLines?] = [:]

    init(inputs: [InputFile], rules: IntakeRules) {
        formats = Dictionary(inputs.map { ($0.name, $0.format) }) { first, _ in first }
        self.rules = rules
    }

    var sorted: [Finding] {
        findings.sorted { ($0.file, $0.line, $0.rule, $0.message) < ($1.file, $1.line, $1.rule, $1.message) }
    }

    /// The line, and the row in words where the file has no lines.
    private mutating func place(_ file: String, _ row: Int) -> (line: Int, words: String) {
        guard row > 0, file != "-" else { return (max(1, row), "") }
        if lines[file] == nil { lines[file] = .some(RowLines(path: file, format: formats[file] ?? "", rules: rules)) }
        if let known = lines[file], let known { return (known.line(of: row), "") }
        return (1, "Zeile \(row): ")
    }

    private mutating func add(_ rule: Finding.CorpusRule, _ file: String, _ row: Int, _ message: String) {
        let place = place(file, row)
        findings.append(
            Finding(
                rule: rule.rawValue,
                level: rule.level,
                file: file,
                line: place.line,
                message: place.words + message
            )
        )
    }

    mutating func add(unread rows: [UnreadRow]) {
        for row in rows { add(.unread, row.file, row.row, Self.withoutContent(row.reason, file: row.file)) }
    }

    mutating func add(notices: [Notice]) {
        for notice in notices where notice.kind == .doubleID {
            add(
                .doubleID,
                notice.file,
                notice.row,
                "Die Kennung dieses Beitrags steht mehrmals da; er bekommt im Lauf eine eigene."
            )
        }
    }

    mutating func add(contributions: [ReadyContribution]) {
        for ready in contributions {
            let card = ready.contribution
            func add(_ rule: Finding.CorpusRule, _ message: String) {
                self.add(rule, card.source.file, card.source.row, message)
            }
            if card.phase == nil || card.phaseOrigin == .cue, card.extra.contains(where: { $0.key == "phase" }) {
                add(
                    .unknownPhase,
                    "Die Werkstattphase dieses Beitrags ist unbekannt; er bleibt ohne die genannte Phase."
                )
            }
            if ready.status == .illegible { add(.illegible, "Dieser Beitrag ist unleserlich und zählt nirgends mit.") }
            if !ready.redactions.isEmpty {
                let kinds = PersonalData.allCases.compactMap { kind -> String? in
                    let count = ready.redactions.count { $0.type == kind }
                    return count == 0 ? nil : count == 1 ? kind.german : "\(kind.german) (\(count)-mal)"
                }
                add(.personalData, "Dieser Beitrag enthält Personenbezogenes: \(Wording.list(kinds)).")
            }
        }
    }

    mutating func add(lint: [LintFinding]) {
        for finding in lint {
            let level: Finding.Level =
                switch finding.severity {
                case .fehler: .error
                case .warnung: .warning
                case .hinweis: .note
                }
            findings.append(
                Finding(
                    rule: "lexikon/" + finding.rule,
                    level: level,
                    file: finding.file,
                    line: max(1, finding.line),
                    message: finding.message
                )
            )
        }
    }

    mutating func add(nearMisses: LexiconTest.Outcome) {
        for miss in nearMisses.failures {
            findings.append(
                Finding(
                    rule: Finding.CorpusRule.nearMiss.rawValue,
                    level: Finding.CorpusRule.nearMiss.level,
                    file: miss.file,
                    line: max(1, miss.line),
                    message: "Das Gegenbeispiel „\(miss.text)“ bekommt den Begriff „\(miss.concept)“ zuerst."
                )
            )
        }
    }

    /// A reason may quote what stands in a file: a header that is a card, a value in a wrong column. The file's own name
    /// stays; from the first other quotation mark to the last, nothing does.
    static func withoutContent(_ reason: String, file: String) -> String {
        let name = "\u{1}"
        let text = reason.replacing("„\(file)“", with: name)
        guard let first = text.firstIndex(of: "„") else { return text.replacing(name, with: "„\(file)“") }
        // A quotation mark that is never closed hides all that follows.
        let closed = text.lastIndex(of: "“").flatMap { $0 > text.lastIndex(of: "„")! ? $0 : nil }
        let cut = text[..<first] + "„…“" + (closed.map { text[text.index(after: $0)...] } ?? "")
        return String(cut).replacing(name, with: "„\(file)“")
    }
}

extension PersonalData {
    /// German, for people.
    var german: String {
        switch self {
        case .name: "Name"
        case .phone: "Telefonnummer"
        case .email: "E-Mail-Adresse"
        case .address: "Anschrift"
        case .birthdate: "Geburtsdatum"
        case .iban: "Bankverbindung"
        case .plate: "Autokennzeichen"
        case .reference: "Aktenzeichen"
        }
    }
}
