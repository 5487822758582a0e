/// The order in which suggestions are read: breadth, phases, points, concreteness, novelty; each part is shown.
/// Never a ballot: few people at few tables have spoken.
struct ReadingOrder {
    let parameters: Parameters

    func parts(tables: Int, thread: IdeaThread, kind: SuggestionKind) -> [ScorePart] {
        let phases = [thread.kritik, thread.phantasie, thread.realisierung].count { !$0.isEmpty }
        return [
            ScorePart("Breite (Tische)", share(tables, "order_tables_full")),
            ScorePart("Phasen", (Double(phases) / Double(WorkshopPhase.allCases.count)).thousandths),
            ScorePart("Punkte", share(thread.points, "order_points_full")),
            ScorePart("Konkretheit", share(thread.realisierung.count, "order_steps_full")),
            ScorePart("Neuheit", kind == .neu ? 1 : kind == .ueberarbeitet ? parameters["order_revised"] : 0),
        ]
    }

    private func share(_ count: Int, _ full: String) -> Double { min(1, Double(count) / parameters[full]).thousandths }
}
