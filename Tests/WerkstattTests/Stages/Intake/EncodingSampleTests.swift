import Foundation
import Testing

@testable import Werkstatt

/// Files in every character set that offices send. Our own text in CI; the measuring data's samples, by the digests its
/// README gives, when WERKSTATT_REAL names their folder.
@Suite struct EncodingSampleTests {
    private static let text = """
        Für Mütter fehlt Kinderbetreuung während des Kurses – „später“ heißt nie. Größere Räume, 3 €!
        Öffnungszeiten der Ämter ändern; Übersetzung auf Türkisch, Café im Erdgeschoss.

        """

    private static func sixteen(_ text: String, _ order: [Int], mark: Bool) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
            order.map { UInt8(truncatingIfNeeded: unit >> ($0 * 8)) }
        }
    }

    private static func single(_ text: String, _ others: [Character: UInt8]) -> [UInt8] {
        text.map {
            $0.isASCII ? $0.asciiValue! : others[$0] ?? UInt8(truncatingIfNeeded: $0.unicodeScalars.first!.value)
        }
    }

    private func decoded(_ bytes: [UInt8]) -> DecodedText? { TextDecoder(rules: commonRules).decode(bytes) }

    @Test func ownTextInFifteenWays() throws {
        let text = Self.text
        let windows: [Character: UInt8] = ["–": 0x96, "„": 0x84, "“": 0x93, "€": 0x80]
        let plain = text.replacing("–", with: "-").replacing("„", with: "\"").replacing("“", with: "\"")
        let noEuro = plain.replacing("€", with: "Euro")
        let ways: [(String, [UInt8], String)] = [
            ("utf-8", Array(text.utf8), text), ("bom", [0xEF, 0xBB, 0xBF] + Array(text.utf8), text),
            ("crlf", Array(text.replacing("\n", with: "\r\n").utf8), text),
            ("cr", Array(text.replacing("\n", with: "\r").utf8), text),
            (
                "nfd", Array(text.decomposedStringWithCanonicalMapping.utf8),
                text.decomposedStringWithCanonicalMapping
            ),
            ("utf-16le-bom", Self.sixteen(text, [0, 1], mark: true), text),
            ("utf-16be-bom", Self.sixteen(text, [1, 0], mark: true), text),
            ("utf-16le", Self.sixteen(text, [0, 1], mark: false), text),
            ("utf-16be", Self.sixteen(text, [1, 0], mark: false), text),
            ("windows-1252", Self.single(text, windows), text),
            (
                "windows-1252, crlf",
                Self.single(text.replacing("\n", with: "\r\n").replacing("\r\n", with: "\n"), windows), text
            ),
            ("iso-8859-1", Self.single(noEuro, [:]), noEuro),
            ("iso-8859-15", Self.single(noEuro, [:]), noEuro),
            ("one line", Array(text.split(separator: "\n")[0].utf8), String(text.split(separator: "\n")[0])),
            ("ascii", Array("Mehr Kurse\n".utf8), "Mehr Kurse\n"),
        ]
        for (name, bytes, expected) in ways {
            let result = try #require(decoded(bytes))
            #expect(
                String(decoding: result.bytes, as: UTF8.self).unicodeScalars.elementsEqual(expected.unicodeScalars),
                "\(name)"
            )
            #expect(result.damage.isEmpty && !result.isCut, "\(name)")
        }
    }

    /// A file cut inside a character and one read wrongly before: the text as it is, and a sentence that says so.
    @Test func damagedFilesAreReported() throws {
        let folder = try TemporaryFolder()
        let cut = Array("Beitrag\nKeine Kurse am Abend\nZu wenig Plätze für Mütt".utf8) + [0xC3]
        let wrong = "Beitrag\nMehr Plätze für Mütter am Nachmittag, größere Räume\n".utf8.map {
            Character(Unicode.Scalar($0))
        }
        try Data(cut).write(to: URL(filePath: folder.path + "/cut.csv"))
        try Data(String(wrong).utf8).write(to: URL(filePath: folder.path + "/wrong.csv"))
        func notices(_ name: String) throws -> [String] {
            try Intake(rules: commonRules).run([folder.path + "/" + name], standardInput: { [] }).notices.map(\.text)
        }
        let cutNotices = try notices("cut.csv")
        let wrongNotices = try notices("wrong.csv")
        #expect(cutNotices.contains { $0.contains("mitten") || $0.contains("abgeschnitten") }, "\(cutNotices)")
        #expect(wrongNotices.contains { $0.contains("Ã") || $0.contains("Zeichensatz") }, "\(wrongNotices)")
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["WERKSTATT_REAL"] != nil))
    func samplesByDigest() throws {
        let folder = try #require(ProcessInfo.processInfo.environment["WERKSTATT_REAL"]) + "/encodings"
        let rows = try String(contentsOfFile: folder + "/expected.tsv", encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: "\t").map(String.init)
        }
        #expect(rows.count == 18)
        var right = 0
        for row in rows {
            let bytes = try Array(Data(contentsOf: URL(filePath: folder + "/" + row[0])))
            let result = try #require(decoded(bytes))
            let digest = sha256(result.bytes)
            #expect(digest == row[3], "\(row[0])")
            right += digest == row[3] ? 1 : 0
            #expect(result.isCut == row[0].hasPrefix("truncated"), "\(row[0])")
            #expect((Mojibake.count(result.bytes) > 20) == row[0].hasPrefix("mojibake"), "\(row[0])")
        }
        print("encodings \(right) of \(rows.count)")
    }
}
