import Foundation
import Testing

@testable import OfficeFiles

/// Files that want to harm, or are just broken: one clear sentence each, in bounded time and memory.
@Suite struct HostileFilesTests {
    private static func sheet(_ data: String, head: String = "") throws -> [UInt8] {
        try zip(excelParts(data, head: head))
    }

    private static func ods(_ content: String, head: String = "", manifest: String = "<manifest/>") throws -> [UInt8] {
        try zip([
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("META-INF/manifest.xml", manifest),
            (
                "content.xml",
                "\(head)<document><body><spreadsheet><table name=\"A\">\(content)</table></spreadsheet></body></document>"
            ),
        ])
    }

    private static let laughs =
        "<!DOCTYPE x [<!ENTITY a \"lol\">"
        + (0..<9).map { "<!ENTITY \($0 == 0 ? "b" : "b\($0)") \"&a;&a;&a;&a;&a;&a;\">" }.joined() + "]>"

    /// Sets the flag of encryption in every header of a container.
    private static func encrypted(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for at in 0..<bytes.count - 10 {
            if bytes[at..<at + 4].elementsEqual([0x50, 0x4B, 3, 4]) { bytes[at + 6] |= 1 }
            if bytes[at..<at + 4].elementsEqual([0x50, 0x4B, 1, 2]) { bytes[at + 8] |= 1 }
        }
        return bytes
    }

    private struct Hostile: CustomTestStringConvertible, Sendable {
        var name: String
        var sentence: String
        var bytes: @Sendable () throws -> [UInt8]
        var testDescription: String { name }
    }

    private static let files: [Hostile] = [
        Hostile(name: "zip bomb", sentence: "auffällig stark gepackt (mehr als 200-fach)") {
            try sheet("<row><c><v>" + String(repeating: " ", count: 60 << 20) + "</v></c></row>")
        },
        Hostile(name: "a part larger than allowed", sentence: "entpackt größer ist als erlaubt (64 MiB)") {
            var state: UInt64 = 88_172_645_463_325_252
            var noise: [UInt8] = []
            // Hard to pack, so that only the size counts.
            for _ in 0..<(65 << 20) / 8 {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                for shift in stride(from: 0, to: 64, by: 8) {
                    noise.append(0x61 + UInt8(truncatingIfNeeded: state >> UInt64(shift)) % 26)
                }
            }
            var parts = excelParts("").map { (name: $0.0, bytes: Array($0.1.utf8)) }
            parts[4].bytes = Array("<worksheet><sheetData><x>".utf8) + noise
            return try ZipContainer.bytes(parts)
        },
        Hostile(name: "archive in an archive", sentence: "Archiv mit Dateien darin; bitte entpacken") {
            try zip([("innen.zip", "PK"), ("karten.xlsx", "PK")])
        },
        Hostile(name: "archive of something else", sentence: "Archiv und keine Office-Datei; bitte entpacken") {
            try zip([("bild.png", "x")])
        },
        Hostile(name: "entity expansion", sentence: "erklärt einen Dokumenttyp mit Entitäten") {
            try sheet("<row><c t=\"inlineStr\"><is><t>&b8;</t></is></c></row>", head: laughs)
        },
        Hostile(name: "entity expansion in ODS", sentence: "erklärt einen Dokumenttyp mit Entitäten") {
            try ods("<table-row><table-cell><p>&b8;</p></table-cell></table-row>", head: laughs)
        },
        Hostile(name: "external entity", sentence: "erklärt einen Dokumenttyp mit Entitäten") {
            try sheet(
                "<row><c t=\"inlineStr\"><is><t>&x;</t></is></c></row>",
                head: "<!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            )
        },
        Hostile(name: "external document type", sentence: "erklärt einen Dokumenttyp mit Entitäten") {
            try ods("<table-row/>", head: "<!DOCTYPE x SYSTEM \"http://127.0.0.1/x.dtd\">")
        },
        Hostile(name: "undeclared entity", sentence: "ist beschädigt (XML, Zeile 1)") {
            try sheet("<row><c t=\"inlineStr\"><is><t>&x;</t></is></c></row>")
        },
        Hostile(name: "name that leads out", sentence: "Namen, der aus dem Ordner führt („../../etc/cron.d/x“)") {
            try zip(excelParts("") + [("../../etc/cron.d/x", "x")])
        },
        Hostile(name: "absolute name", sentence: "Namen, der aus dem Ordner führt") {
            try zip(excelParts("") + [("\\windows\\x", "x")])
        },
        Hostile(name: "cell in column 1,000,000", sentence: "mehr als 2048 Spalten (Zelle BDWGN1)") {
            try sheet("<row r=\"1\"><c r=\"BDWGN1\"><v>1</v></c></row>")
        },
        Hostile(name: "1,000,000 cells in a row", sentence: "mehr als 2048 Spalten (Zelle BZU1)") {
            try sheet("<row>" + (0..<1_000_000).map { "<c><v>\($0 &* 7919)</v></c>" }.joined() + "</row>")
        },
        Hostile(name: "a cell repeated a million times", sentence: "mehr als 2048 Spalten") {
            try ods("<table-row><table-cell number-columns-repeated=\"1000000\"><p>x</p></table-cell></table-row>")
        },
        Hostile(name: "a row repeated without end", sentence: "dieselbe Zeile mehr als 4096-mal") {
            try ods(
                "<table-row number-rows-repeated=\"9223372036854775807\"><table-cell><p>x</p></table-cell></table-row>"
            )
        },
        Hostile(name: "row numbers beyond all numbers", sentence: "mehr als 2048 Spalten") {
            try sheet("<row r=\"9223372036854775807\"><c><v>1</v></c></row><row><c r=\"ZZZZZ1\"><v>1</v></c></row>")
        },
        Hostile(name: "depth", sentence: "tiefer verschachtelt als erlaubt (200 Ebenen)") {
            try sheet(String(repeating: "<a>", count: 5000))
        },
        Hostile(name: "too many parts", sentence: "enthält mehr als 4096 Teile") {
            try zip(excelParts("") + (0..<5000).map { ("xl/media/\($0).png", "") })
        },
        Hostile(name: "encrypted by zip", sentence: "mit einem Kennwort verschlüsselt") {
            encrypted(try sheet("<row/>"))
        },
        Hostile(name: "encrypted by LibreOffice", sentence: "mit einem Kennwort verschlüsselt") {
            try ods("", manifest: "<manifest><file-entry><encryption-data/></file-entry></manifest>")
        },
        Hostile(name: "presentation", sentence: "ist eine Präsentation") {
            try zip([("ppt/presentation.xml", "<x/>")])
        },
        Hostile(name: "binary workbook", sentence: "binäre Excel-Datei (.xlsb)") {
            try zip([("xl/workbook.bin", "x")])
        },
        Hostile(name: "no XML at all", sentence: "ist beschädigt (XML") {
            try zip([("xl/workbook.xml", "\u{0}\u{1}nichts")])
        },
        Hostile(name: "a sheet that is not there", sentence: "enthält das Blatt „Karten“ nicht") {
            try zip(Array(excelParts("").dropLast()))
        },
        Hostile(name: "cut XML", sentence: "ist beschädigt (XML") {
            var parts = excelParts("<row><c><v>1</v></c></row>")
            parts[4].1 = String(parts[4].1.prefix(110))
            return try zip(parts)
        },
    ]

    @Test(arguments: files.indices) func isRefusedWithAReason(number: Int) throws {
        let file = Self.files[number]
        let bytes = try file.bytes()
        let clock = ContinuousClock()
        let start = clock.now
        let reason = refusal(bytes)
        #expect(reason?.contains(file.sentence) == true, "\(file.name): \(reason ?? "gelesen")")
        #expect(clock.now - start < .seconds(10), "\(file.name)")
    }

    @Test func macrosAreNamedAndNotRun() throws {
        let bytes = try zip(excelParts("<row><c><v>1</v></c></row>") + [("xl/vbaProject.bin", "x")])
        let book = try Workbook(try OfficeFile(bytes, limits: limits))
        #expect(book.remarks.map(\.text) == ["Die Datei enthält Makros; sie werden nicht ausgeführt."])
        #expect(try rows(bytes).count == 1)
    }

    @Test func oldFilesWithAPasswordAreKnown() {
        var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 1020)
        #expect(!OfficeFile.isEncrypted(ole: bytes))
        for byte in "EncryptedPackage".utf8 { bytes += [byte, 0] }
        #expect(OfficeFile.isEncrypted(ole: bytes))
    }

    /// Cut anywhere: always a reason, never a crash, never half a table taken for a whole.
    @Test(arguments: ["tabelle.xlsx", "tabelle.ods"]) func aCutFileIsDamaged(name: String) throws {
        let bytes = try fixture(name)
        for length in stride(from: 30, to: bytes.count - 1, by: 331) {
            #expect(refusal(Array(bytes[..<length]))?.contains("beschädigt oder unvollständig") == true, "\(length)")
        }
    }

    /// One byte changed: read, or refused with a reason.
    @Test(arguments: ["tabelle.xlsx", "tabelle.ods", "protokoll.docx", "protokoll.odt"])
    func aChangedByteNeverCrashes(name: String) throws {
        let bytes = try fixture(name)
        var outcomes = 0
        for at in stride(from: 1, to: bytes.count, by: 37) {
            var copy = bytes
            copy[at] ^= 0x5A
            do throws(OfficeFault) {
                let file = try OfficeFile(copy, limits: limits)
                switch file.kind {
                case .xlsx, .ods:
                    let book = try Workbook(file)
                    for sheet in book.sheets.indices { try book.rows(of: sheet) { _ in } }
                case .docx, .odt: _ = try OfficeDocument(file)
                }
                outcomes += 1
            } catch {
                #expect(!error.reason.isEmpty)
                outcomes += 1
            }
        }
        #expect(outcomes == (bytes.count - 2) / 37 + 1)
    }

    @Test(arguments: [
        ("verschluesselt.pdf", "mit einem Kennwort verschlüsselt"), ("tabelle.xlsx", "als PDF beschädigt"),
    ])
    func aPDFThatCannotBeRead(name: String, sentence: String) throws {
        let bytes = try fixture(name)
        #expect { try OfficeDocument(pdf: bytes, limits: limits) { _ in false } } throws: {
            ($0 as? OfficeFault)?.reason.contains(sentence) == true
        }
    }

    @Test func aPDFWithoutTextWantsOCR() throws {
        let pdf =
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
        #expect { try OfficeDocument(pdf: Array(pdf.utf8), limits: limits) { _ in false } } throws: {
            ($0 as? OfficeFault)?.reason.contains("keine Textebene") == true
        }
    }

    @Test func aMissingProgramNamesItsPackage() {
        let program = SeparateProgram(name: "gibt-es-nicht", package: "gibt-es-nicht-utils", arguments: [])
        #expect { try program.run([], limits: limits) } throws: {
            ($0 as? OfficeFault)?.reason.contains("bitte das Paket „gibt-es-nicht-utils“ installieren") == true
        }
    }

    @Test func aProgramThatHangsIsEnded() {
        var short = limits
        short.seconds = 1
        let program = SeparateProgram(name: "sleep", package: "coreutils", arguments: ["30"])
        let clock = ContinuousClock()
        let start = clock.now
        #expect(throws: OfficeFault.self) { try program.run([], limits: short) }
        #expect(clock.now - start < .seconds(10))
    }

    private static let pages = [
        String(repeating: "<div>", count: 100_000), "<p>" + String(repeating: "&amp;", count: 1000),
        "<table>" + String(repeating: "<tr><td>", count: 500), "<td rowspan=99999999 colspan=99999999>x",
        "<!DOCTYPE x [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><p>&b;</p>", "\u{0}<p>x",
    ]

    @Test(arguments: pages.indices) func aPageNeverHangs(number: Int) {
        do throws(OfficeFault) {
            let page = try OfficeDocument(html: Array(Self.pages[number].utf8), limits: limits)
            #expect(!page.blocks.contains { $0.text.contains("root:") })
        } catch { #expect(!error.reason.isEmpty) }
    }
}
