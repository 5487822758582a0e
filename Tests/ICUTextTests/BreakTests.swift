import FoundationEssentials
import ICUText
import Testing

/// Unicode's own tests of word and sentence boundaries (UAX 29) through `ICUText`, and where German differs on purpose.
@Suite struct BreakTests {
    struct Case {
        var line: String
        var text: [UInt8] = []
        /// Bytes.
        var ends: [Int] = []

        init(_ line: String) {
            self.line = line
            for piece in line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst() {
                switch piece {
                case "÷": ends.append(text.count)
                case "×": break
                default: text += Array(String(Unicode.Scalar(UInt32(piece, radix: 16)!)!).utf8)
                }
            }
        }
    }

    private func cases(_ name: String) throws -> [Case] {
        let path = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        let data = try Data(contentsOf: URL(filePath: "/\(path)/Fixtures/\(name)BreakTest.txt"))
        return String(decoding: data, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            Case(String($0))
        }
    }

    /// The cases whose boundaries are others than Unicode's.
    private func differing(_ cases: [Case], _ kind: BreakIterator.Kind, locale: String) throws -> [Case] {
        let iterator = try BreakIterator(kind, locale: locale)
        var result: [Case] = []
        for one in cases {
            var ends: [Int] = []
            try one.text.withUnsafeBufferPointer { try iterator.forEach(in: $0) { _, end, _ in ends.append(end) } }
            if ends != one.ends { result.append(one) }
        }
        return result
    }

    /// ICU's rules (CLDR) cut at a colon between letters where the plain rules do not: "Thema:Wohnen" is two words, as
    /// German wants it; that "Bürger:innen" is one is decided by the tokenizer.
    @Test func words() throws {
        let cases = try cases("Word")
        let others = try differing(cases, .words, locale: "de")
        #expect(cases.count == 1_823)
        #expect(others.count == 15)
        for other in others {
            let expected = other.text.indices.filter { other.text[$0] == UInt8(ascii: ":") }
            #expect(expected.contains { $0 > 0 && !other.ends.contains($0) }, "\(other.line)")
        }
    }

    @Test func sentences() throws {
        let cases = try cases("Sentence")
        let others = try differing(cases, .sentences, locale: "de")
        #expect(cases.count == 502)
        #expect(others.isEmpty, "\(others.count): \(others.map(\.line).joined(separator: "\n"))")
    }
}
