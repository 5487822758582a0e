import Testing

@testable import Werkstatt

/// Transcripts: speakers, times, the moderation set apart, long turns parted only when asked.
@Suite struct TranscriptTests {
    private static let transcript = """
        Kritikphase

        [00:01:10] M: Was läuft schief?

        [00:01:32] TN 3: Am Hafen fährt nach acht Uhr kein Bus mehr. Wer z. B. in der Spätschicht arbeitet, läuft eine Stunde am Kanal entlang nach Hause! Das ist so. Und die Stadt sagt seit dem 3. Mai, dass Dr. Holm das prüft, aber niemand hat je etwas davon gehört.

        (00:02:05) Frau K.: Zu wenig Licht.
        """

    private func read(splitting: Bool) throws -> [Contribution] {
        let folder = Folder()
        let path = folder.write("mitschrift.txt", Self.transcript)
        return try Intake(rules: commonRules, splitsTurns: splitting).run([path], standardInput: { [] }).contributions
            .sorted {
                ($0.source.row, $0.extra.first { $0.key == "teil" }?.json ?? "") < (
                    $1.source.row, $1.extra.first { $0.key == "teil" }?.json ?? ""
                )
            }
    }

    @Test func turnsKeepSpeakerAndTime() throws {
        let turns = try read(splitting: false)
        #expect(turns.map(\.phase) == [.kritik, .kritik, .kritik])
        let extras = turns.map { $0.extra.map { "\($0.key)=\($0.json)" } }
        #expect(extras[0] == ["rolle=\"moderation\"", "sprecher=\"M\"", "zeit=\"00:01:10\""])
        #expect(extras[1] == ["sprecher=\"TN 3\"", "zeit=\"00:01:32\""])
        #expect(extras[2] == ["sprecher=\"Frau K.\"", "zeit=\"00:02:05\""])
    }

    @Test func longTurnsArePartedOnlyWhenAsked() throws {
        let whole = try read(splitting: false)[1]
        let parts = try read(splitting: true).filter { $0.extra.contains { $0.key == "teil" } }
        #expect(
            parts.map(\.text) == [
                "Am Hafen fährt nach acht Uhr kein Bus mehr.",
                "Wer z. B. in der Spätschicht arbeitet, läuft eine Stunde am Kanal entlang nach Hause! Das ist so.",
                "Und die Stadt sagt seit dem 3. Mai, dass Dr. Holm das prüft, aber niemand hat je etwas davon gehört.",
            ]
        )
        #expect(Set(parts.map(\.source.row)) == [whole.source.row])
        for (number, part) in parts.enumerated() {
            let lineage = try JSONValue(parsing: Array(try #require(part.extra.first { $0.key == "teil" }).json.utf8))
            #expect(lineage["number"]?.int == number + 1 && lineage["of"]?.int == 3)
            let span = Span(try #require(lineage["start"]?.int), try #require(lineage["end"]?.int))
            #expect(whole.text.slice(span) == part.text)
        }
        #expect(try read(splitting: true).count == 5)
    }
}
