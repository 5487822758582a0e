import Testing

@testable import Check
@testable import Werkstatt

/// Gates as packs declare them.
@Suite struct GateTests {
    private static func gates(_ texts: String...) throws -> [Gate] {
        var list = GateList()
        for text in texts { try list.read(PackFile(path: "gates.yaml", bytes: Array(text.utf8))) }
        return list.all
    }

    @Test func aLaterPackOverridesAndSwitchesOff() throws {
        let base =
            "gates:\n  untagged: {at_most: 0.3, unit: Anteil, reason: a}\n  noise: {at_most: 0.2, unit: Anteil, reason: b}\n"
        let own =
            "gates:\n  untagged: {at_most: 0.1, unit: Anteil, reason: c}\n  noise: {off: true, reason: \"nur Füllkarten\"}\n"
        let gates = try Self.gates(base, own)
        #expect(gates.map(\.kind) == [.untagged])
        #expect(gates[0].bar == 0.1 && gates[0].reason == "c")
    }

    static let broken: [(yaml: String, message: String)] = [
        ("gates:\n  unbekannt: {at_most: 1, unit: x, reason: y}\n", "Die Schranke „unbekannt“ gibt es nicht"),
        ("gates:\n  untagged: {at_least: 1, unit: x, reason: y}\n", "„at_least“ ist unbekannt"),
        ("gates:\n  fields_f1: {at_most: 1, unit: x, reason: y}\n", "„at_most“ ist unbekannt"),
        ("gates:\n  untagged: {at_most: viel, unit: x, reason: y}\n", "Hier wird eine Zahl erwartet"),
        ("gates:\n  untagged: {at_most: -1, unit: x, reason: y}\n", "nicht negativ"),
        ("gates:\n  untagged: {at_most: 1, unit: x}\n", "fehlt der Schlüssel „reason“"),
        ("gates:\n  untagged: {off: true}\n", "fehlt der Schlüssel „reason“"),
        ("gates:\n  drift_fields: {at_most: 1, unit: V, reason: y, least: 5}\n", "fehlt der Schlüssel „alpha“"),
        ("gates:\n  drift_fields: {at_most: 1, unit: V, reason: y, alpha: 2, least: 5}\n", "zwischen 0 und 1"),
    ]

    @Test(arguments: broken.indices) func brokenGatesAreNamedWithTheirPlace(number: Int) throws {
        let error = try #require(throws: PackError.self) { try Self.gates(Self.broken[number].yaml) }
        #expect(error.message.contains(Self.broken[number].message), "\(error)")
        #expect(error.line == 2)
    }

    @Test func everyGateHasATitleAndEveryPackReadsItsGates() throws {
        #expect(Set(Gate.Kind.allCases.map(\.title)).count == Gate.Kind.allCases.count)
        let kinds = CheckSupport.aachen.pack.gates.map(\.kind)
        #expect(kinds.contains(.fieldsF1) && kinds.contains(.unreadRows) && kinds.contains(.driftFields))
    }

    /// Gates shape no result: the state of a pack that manifests name does not know them.
    @Test func gatesAreNoPartOfWhatMadeAResult() {
        #expect(!CheckSupport.aachen.pack.files.contains { $0.path.hasSuffix("gates.yaml") })
    }

    static let places: [(file: String, uri: String, isInside: Bool)] = [
        ("Corpora/a/karten.csv", "Corpora/a/karten.csv", true), ("./x.csv", "x.csv", true),
        ("Pipelines/aachen/../common/words.yaml", "Pipelines/common/words.yaml", true),
        ("/repo/Büro am Markt.csv", "B%C3%BCro%20am%20Markt.csv", true), ("/srv/x.csv", "file:///srv/x.csv", false),
        ("-", "standardeingabe", true),
    ]

    @Test(arguments: places.indices) func forgesFindTheFile(number: Int) {
        let place = Self.places[number]
        let found = FilePlace(place.file, root: "/repo")
        #expect(found.uri == place.uri && found.isInside == place.isInside)
    }
}
