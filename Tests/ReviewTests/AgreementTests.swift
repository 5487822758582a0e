import Testing

@testable import Review
@testable import Werkstatt

/// Agreement against published worked examples.
@Suite struct AgreementTests {
    /// 20 times both yes, 15 times both no, 5 and 10 times apart: observed 0.7, expected 0.5.
    @Test func cohensKappaOfAWorkedExample() throws {
        let pairs =
            Array(repeating: ("ja", "ja"), count: 20) + Array(repeating: ("ja", "nein"), count: 5)
            + Array(repeating: ("nein", "ja"), count: 10) + Array(repeating: ("nein", "nein"), count: 15)
        #expect(abs(try #require(Agreement.cohensKappa(pairs)) - 0.4) < 1e-12)
    }

    /// Krippendorff's own example with gaps: twelve units, four observers, nominal alpha 0.743.
    @Test func krippendorffsAlphaOfHisExample() throws {
        let observers = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
            [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
        ]
        let units = (0..<12).map { unit in observers.map { $0[unit].map { String($0) } } }
        #expect(abs(try #require(Agreement.krippendorffsAlpha(units)) - 0.743) < 0.0005)
    }

    @Test func whatIsNotDefinedIsNotShown() {
        #expect(Agreement.cohensKappa([]) == nil)
        #expect(Agreement.cohensKappa([("a", "a"), ("a", "a")]) == nil)
        #expect(Agreement.krippendorffsAlpha([["a", nil], [nil, "b"]]) == nil)
        #expect(Agreement.krippendorffsAlpha([["a", "b"], ["b", "a"]]).map { $0 < 0 } == true)
    }

    @Test func ownDecisionsFirstThenTheThirdStep() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        try desk.setReviewers(2, by: "Leitung")
        let id = desk.bench.items[0].id
        try desk.decide([id], Decision(.accept), by: "Erika")
        #expect(!desk.state.seesOthers(id, "Max"))
        #expect(desk.state.status(id, for: "Max") == .open)
        #expect(desk.state.status(id, for: "Erika") == .waiting)
        #expect(throws: DeskError.self) { try desk.settle([id], nil, by: "Leitung") }
        // What the other decided first is no reason to refuse the own decision.
        let stamp = desk.state.stamp(id, for: "Max")
        try desk.decide([id], Decision(.reject, reason: .covered), by: "Max", stamps: [id: stamp])
        #expect(desk.state.status(id, for: "Leitung") == .differs)
        #expect(desk.state.effective(id) == nil)
        #expect(throws: DeskError.self) { try desk.settle([id], nil, by: "Leitung") }
        try desk.settle([id], Decision(.accept), by: "Leitung")
        #expect(desk.state.status(id, for: "Max") == .accepted)
        #expect(desk.agreement().both == 1 && desk.agreement().same == 0)
        // Minutes for a reviewer who has not decided keep the others' verdicts back.
        let other = desk.bench.items[1].id
        try desk.decide([other], Decision(.postpone, note: "geheim"), by: "Erika")
        let forMax = String(decoding: try Minutes(desk, for: "Max").bytes(.markdown), as: UTF8.self)
        #expect(!forMax.contains("geheim"))
        #expect(String(decoding: try Minutes(desk).bytes(.markdown), as: UTF8.self).contains("geheim"))
    }
}
