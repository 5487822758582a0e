import Foundation
import Testing

@testable import Werkstatt

/// Floors of the text core on real German. They run when WERKSTATT_REAL names the folder with the measuring data (which
/// is not part of this project); the figures of a day stand in Tests/Results.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["WERKSTATT_REAL"] != nil))
struct TextFigureTests {
    private func figures() throws -> TextFigures {
        let folder = try #require(ProcessInfo.processInfo.environment["WERKSTATT_REAL"])
        let knowledge = try Knowledge.of(Pack(folder: TextSupport.packs + "/aachen"))
        return try TextFigures(folder: folder, builder: knowledge.builder())
    }

    @Test func tokensAndSentences() throws {
        let figures = try figures()
        let tokens = try figures.tokens()
        let sentences = try figures.sentences()
        let splits = try figures.overSplits()
        print("tokens \(tokens)\nsentences \(sentences)\nover-splits \(splits)")
        #expect(tokens.f1 >= 0.9875)
        #expect(sentences.f1 >= 0.95)
        #expect(Double(splits.extra) <= 0.005 * Double(splits.tokens))
    }

    @Test func compounds() throws {
        let figures = try figures()
        let heads = try figures.heads()
        let falseSplits = try figures.falseSplits()
        print("heads \(heads)\nfalse splits \(falseSplits)")
        #expect(Double(heads.found) >= 0.93 * Double(heads.of))
        #expect(Double(falseSplits.split) <= 0.04 * Double(falseSplits.of))
    }

    @Test func genderForms() throws {
        for result in try figures().genderForms() {
            print("gender \(result)")
            #expect(Double(result.found) >= 0.99 * Double(result.of))
        }
    }

    /// The fast path against ICU on every line of every file.
    @Test func sameAsICU() throws {
        let figures = try figures()
        let tokenizer = figures.tokenizer
        for name in try FileManager.default.contentsOfDirectory(atPath: figures.folder).sorted()
        where name.hasSuffix(".jsonl") {
            for line in try String(contentsOfFile: figures.folder + "/" + name, encoding: .utf8).split(separator: "\n")
            {
                let bytes = CleanText(Array(line.utf8)).bytes
                #expect(tokenizer.pieces(of: bytes) == tokenizer.pieces(of: bytes, byICU: true))
                #expect(
                    tokenizer.rawSentenceEnds(of: bytes, byICU: false)
                        == tokenizer.rawSentenceEnds(of: bytes, byICU: true)
                )
            }
        }
    }
}
