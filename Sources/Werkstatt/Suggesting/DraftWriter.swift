/// Writes title, quotes and the Steckbrief. Every value is a span of a contribution, a value of the catalogue or a
/// constant of the pack; what nobody said stays "offen".
struct DraftWriter {
    let tagged: TaggedCorpus
    let settled: [Tagging]
    let knowledge: Knowledge
    let pack: Pack

    static let open = "offen"

    /// Verbatim quotes of all cards, in the order of the phases.
    func quotes(_ cards: [Int]) -> [Quote] {
        cards.sorted { (tagged.contributions[$0].phase?.rank ?? 3, $0) < (tagged.contributions[$1].phase?.rank ?? 3, $1) }.compactMap { card in
            let contribution = tagged.contributions[card]
            let length = contribution.text.unicodeScalars.count
            guard length > 0 else { return nil }
            return Quote(contribution: contribution.id, phase: contribution.phase, quote: contribution.text, span: Span(0, length))
        }
    }

    /// At most 80 characters.
    func title(thread: IdeaThread, kind: SuggestionKind, measure: Measure?) -> String {
        let text: String
        switch kind {
        case .neu: text = thread.label
        case .ueberarbeitet: text = measure.map { "\($0.title) überarbeiten" } ?? thread.label
        case .bestaetigt: text = measure.map { "\($0.title) fortführen" } ?? thread.label
        }
        guard text.count > 80 else { return text }
        return text.prefix(79).split(separator: " ").dropLast().joined(separator: " ") + " …"
    }

    func draft(cards: [Int], thread: IdeaThread, kind: SuggestionKind, title: String, measures: [MeasureMatch]) -> [DraftField] {
        let measure = kind == .neu ? nil : measures.first.flatMap { match in pack.catalogue.first { $0.number == match.number } }
        func spans(_ phase: WorkshopPhase, most: Int) -> [DraftValue] {
            quotes(cards.filter { tagged.contributions[$0].phase == phase }).prefix(most).map {
                DraftValue(text: $0.quote, origin: .contribution, from: $0.contribution, span: $0.span)
            }
        }
        func fromCatalogue(_ path: KeyPath<Measure, String>) -> [DraftValue] {
            guard let measure, !measure[keyPath: path].isEmpty else { return [] }
            return [DraftValue(text: measure[keyPath: path], origin: .catalogue, from: measure.number)]
        }
        func titles(_ ids: [String], _ definitions: [LabelDefinition]) -> [DraftValue] {
            ids.compactMap { id in definitions.first { $0.id == id }.map { DraftValue(text: "\($0.id) \($0.title)", origin: .pack) } }
        }
        let field = thread.fields.first.flatMap { id in pack.fields.first { $0.id == id } }
        func constants(_ texts: [String]) -> [DraftValue] { texts.map { DraftValue(text: $0, origin: .pack) } }
        let responsible = fromCatalogue(\.responsible)
        return [
            DraftField(name: "handlungsfeld", values: titles(thread.fields, pack.fields)), DraftField(name: "themenfeld", values: titles(thread.themes, pack.themes)),
            DraftField(name: "nap_phase", values: titles(thread.napPhases, pack.napPhases)), DraftField(name: "ausgangslage", values: spans(.kritik, most: 5)),
            DraftField(name: "ziel", values: spans(.phantasie, most: 3)), DraftField(name: "beschreibung", values: spans(.realisierung, most: 5)),
            DraftField(name: "zustaendig", values: responsible.isEmpty ? constants(field?.offices ?? []) : responsible), DraftField(name: "beteiligt", values: fromCatalogue(\.partners)),
            DraftField(name: "zielgruppe", values: fromCatalogue(\.targetGroup)), DraftField(name: "zeitrahmen", values: fromCatalogue(\.timeFrame)),
            DraftField(name: "kosten", values: fromCatalogue(\.cost)), DraftField(name: "finanzierung", values: []), DraftField(name: "sozialraum", values: []),
            DraftField(name: "indikator", values: fromCatalogue(\.indicator) + (measure == nil ? constants(field?.indicators ?? []) : [])),
            DraftField(name: "klimarelevanz", values: []), DraftField(name: "rechtsgrundlage", values: []),
        ].map { $0.values.isEmpty ? DraftField(name: $0.name, values: [DraftValue(text: Self.open, origin: .pack)]) : $0 }
    }
}
