import Werkstatt

/// The gates as JUnit XML, as Jenkins, GitLab and GitHub's test reporters read it: one test case per gate. Comes in: a
/// report. Decides nothing; names no time and no machine, so that the same results give the same bytes.
extension CheckReport {
    public var junit: String {
        let counts = "tests=\"\(outcomes.count)\" failures=\"\(count(.failed))\" errors=\"0\""
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites name=\"werkstatt check\" \(counts)>",
            "  <testsuite name=\"\(XMLText.escaped(packID))\" \(counts) skipped=\"\(count(.skipped))\">",
        ]
        for outcome in outcomes {
            let head =
                "    <testcase name=\"\(XMLText.escaped(outcome.gate.kind.title))\" classname=\"werkstatt.\(XMLText.escaped(packID)).\(outcome.gate.kind.rawValue)\""
            switch outcome.state {
            case .passed:
                lines.append(head + ">")
                lines.append("      <system-out>\(XMLText.escaped(sentence(outcome)))</system-out>")
            case .failed:
                lines.append(head + ">")
                let body =
                    [sentence(outcome)] + outcome.details + [
                        "Grund der Schranke: \(outcome.gate.reason)", "Was zu tun ist: \(outcome.gate.kind.advice)",
                    ]
                lines.append(
                    "      <failure message=\"\(XMLText.escaped(sentence(outcome)))\" type=\"gate\">\(XMLText.escaped(body.joined(separator: "\n")))</failure>"
                )
            case .skipped:
                lines.append(head + ">")
                lines.append("      <skipped message=\"\(XMLText.escaped(outcome.measured))\"/>")
            }
            lines.append("    </testcase>")
        }
        lines += ["  </testsuite>", "</testsuites>"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func sentence(_ outcome: GateOutcome) -> String {
        "gemessen \(outcome.measured), verlangt \(outcome.gate.barText)"
    }
}

enum XMLText {
    /// For text and attributes; what XML 1.0 cannot hold becomes U+FFFD.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "\n": out += "&#10;"
            case "\t", "\r": out += " "
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
