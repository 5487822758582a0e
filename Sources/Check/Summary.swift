import Werkstatt

extension GateOutcome.State {
    /// German, for people.
    var word: String {
        switch self {
        case .passed: "gehalten"
        case .failed: "verfehlt"
        case .skipped: "nicht geprüft"
        }
    }
}

/// The report for people: a table for the terminal, Markdown for a job page; and one JSON object for programs.
extension CheckReport {
    /// Failed gates first, each with what to do.
    private var ordered: [GateOutcome] {
        [.failed, .passed, .skipped].flatMap { state in outcomes.filter { $0.state == state } }
    }

    public var table: String {
        var lines: [String] = []
        for outcome in ordered {
            let state = outcome.state.word
            lines.append(
                state + String(repeating: " ", count: 15 - state.count)
                    + "\(outcome.gate.kind.title): \(outcome.measured)"
                    + (outcome.state == .skipped ? "" : "; Schranke: \(outcome.gate.barText)")
            )
            for detail in outcome.details { lines.append(String(repeating: " ", count: 15) + detail) }
            guard outcome.state == .failed else { continue }
            lines.append(String(repeating: " ", count: 15) + "Grund der Schranke: \(outcome.gate.reason)")
            lines.append(String(repeating: " ", count: 15) + "Was zu tun ist: \(outcome.gate.kind.advice)")
        }
        if outcomes.isEmpty { lines.append("Das Paket nennt keine Schranken (gates in pipeline.yaml).") }
        lines.append(
            "\(Wording.cards(cards)); Befunde: "
                + Finding.Level.allCases.map { level in
                    "\(Wording.number(findings.count { $0.level == level })) \(level.word)"
                }.joined(separator: ", ")
        )
        lines.append(verdict)
        return lines.joined(separator: "\n") + "\n"
    }

    public var markdown: String {
        func cell(_ text: String) -> String {
            text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("|", with: "\\|").replacing(
                "\n",
                with: " "
            )
        }
        var lines = [
            "## werkstatt check: \(cell(packTitle))", "",
            "\(exitCode == 0 ? "✅" : exitCode == 5 ? "⚠️" : "❌") \(cell(verdict))", "",
            "| | Schranke | gemessen | verlangt |", "|---|---|---|---|",
        ]
        for outcome in ordered {
            let sign =
                switch outcome.state {
                case .passed: "✅"
                case .failed: "❌"
                case .skipped: "➖"
                }
            let measured = ([outcome.measured] + outcome.details).map(cell).joined(separator: "<br>")
            lines.append(
                "| \(sign) \(outcome.state.word) | \(cell(outcome.gate.kind.title)) | \(measured) | \(cell(outcome.gate.barText)) |"
            )
        }
        let failed = ordered.filter { $0.state == .failed }
        if !failed.isEmpty {
            lines += ["", "### Was zu tun ist", ""]
            for outcome in failed {
                lines.append(
                    "- **\(cell(outcome.gate.kind.title))**: \(cell(outcome.gate.kind.advice)) (Grund der Schranke: \(cell(outcome.gate.reason)))"
                )
            }
        }
        if !findings.isEmpty {
            lines += ["", "### Befunde", "", "| Art | Fehler | Warnungen | Hinweise |", "|---|--:|--:|--:|"]
            for rule in Set(findings.map(\.rule)).sorted() {
                let own = findings.filter { $0.rule == rule }
                let counts = Finding.Level.allCases.map { level in String(own.count { $0.level == level }) }
                lines.append("| \(cell(Finding.title(ofRule: rule))) | \(counts.joined(separator: " | ")) |")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// One object, keys in a fixed order.
    public var json: String {
        var out = JSONText()
        out.object { out in
            out.key("pack")
            out.value(packID)
            out.key("exit")
            out.value(Int(exitCode))
            out.key("contributions")
            out.value(cards)
            out.key("stale")
            out.strings(stale)
            out.key("unreadable")
            out.strings(unreadableFiles)
            out.key("gates")
            out.array(outcomes) { out, outcome in
                out.object { out in
                    out.key("name")
                    out.value(outcome.gate.kind.rawValue)
                    out.key("state")
                    out.value(outcome.state.rawValue)
                    out.key("value")
                    if let value = outcome.value {
                        out.value((value * 10_000).rounded() / 10_000)
                    } else {
                        out.null()
                    }
                    out.key(outcome.gate.kind.isAtMost ? "at_most" : "at_least")
                    out.value(outcome.gate.bar)
                    out.key("title")
                    out.value(outcome.gate.kind.title)
                    out.key("measured")
                    out.value(outcome.measured)
                    out.key("details")
                    out.strings(outcome.details)
                }
            }
            out.key("findings")
            out.object { out in
                for rule in Set(findings.map(\.rule)).sorted() {
                    out.key(rule)
                    out.value(findings.count { $0.rule == rule })
                }
            }
        }
        return out.string
    }
}

extension Finding.Level {
    /// German plural.
    var word: String {
        switch self {
        case .error: "Fehler"
        case .warning: "Warnungen"
        case .note: "Hinweise"
        }
    }
}
