import Werkstatt

/// The findings as SARIF 2.1.0, as GitHub's code scanning reads it, and as GitLab's code-quality report. Comes in: a report
/// and the folder that paths are told from. Decides nothing; a file outside that folder keeps its whole path.
extension CheckReport {
    public func sarif(root: String) -> String {
        let rules = Set(findings.map(\.rule)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) })
        var out = JSONText()
        out.object { out in
            out.pair("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            out.pair("version", "2.1.0")
            out.key("runs")
            out.array([0]) { out, _ in
                out.object { out in
                    out.key("tool")
                    out.object { out in
                        out.key("driver")
                        out.object { out in driver(rules, to: &out) }
                    }
                    out.key("automationDetails")
                    out.object { out in out.pair("id", "werkstatt/\(packID)/") }
                    out.pair("language", "de-DE")
                    out.pair("columnKind", "unicodeCodePoints")
                    out.key("results")
                    out.array(findings) { out, finding in
                        result(finding, number: numbers[finding.rule]!, root: root, to: &out)
                    }
                }
            }
        }
        return out.string + "\n"
    }

    private func driver(_ rules: [String], to out: inout JSONText) {
        out.pair("name", Program.name)
        out.pair("semanticVersion", Program.version)
        out.pair("language", "de-DE")
        out.key("rules")
        out.array(rules) { out, rule in
            out.object { out in
                out.pair("id", rule)
                for (key, text) in [
                    ("shortDescription", Finding.title(ofRule: rule)),
                    ("fullDescription", Finding.title(ofRule: rule) + "."),
                    ("help", Finding.help(ofRule: rule)),
                ] {
                    out.key(key)
                    out.object { out in out.pair("text", text) }
                }
            }
        }
    }

    private func result(_ finding: Finding, number: Int, root: String, to out: inout JSONText) {
        out.object { out in
            out.pair("ruleId", finding.rule)
            out.pair("ruleIndex", number)
            out.pair("level", finding.level.rawValue)
            out.key("message")
            out.object { out in out.pair("text", finding.message) }
            out.key("locations")
            out.array([finding]) { out, finding in
                out.object { out in
                    out.key("physicalLocation")
                    out.object { out in
                        out.key("artifactLocation")
                        out.object { out in
                            let place = FilePlace(finding.file, root: root)
                            out.pair("uri", place.uri)
                            if place.isInside { out.pair("uriBaseId", "%SRCROOT%") }
                        }
                        out.key("region")
                        out.object { out in out.pair("startLine", finding.line) }
                    }
                }
            }
        }
    }

    /// GitLab's code-quality report: a list of issues with a fingerprint each.
    public func codeQuality(root: String) -> String {
        var seen: [String: Int] = [:]
        var out = JSONText()
        out.array(findings) { out, finding in
            let place = FilePlace(finding.file, root: root)
            let name = [finding.rule, place.path, String(finding.line), finding.message].joined(separator: "\u{1F}")
            seen[name, default: 0] += 1
            out.object { out in
                out.pair("description", finding.message)
                out.pair("check_name", finding.rule)
                out.pair("fingerprint", sha256(Array("\(name)\u{1F}\(seen[name]!)".utf8)))
                out.pair("severity", finding.level == .error ? "major" : finding.level == .warning ? "minor" : "info")
                out.key("location")
                out.object { out in
                    out.pair("path", place.path)
                    out.key("lines")
                    out.object { out in out.pair("begin", finding.line) }
                }
            }
        }
        return out.string + "\n"
    }
}

/// A file as forges name it: relative to the root of the repository, with slashes, without dots.
struct FilePlace {
    let path: String
    let isInside: Bool

    init(_ file: String, root: String) {
        guard file != "-" else {
            (path, isInside) = ("standardeingabe", true)
            return
        }
        let rootParts = Self.parts(root)
        let parts = Self.parts(file.hasPrefix("/") ? file : root + "/" + file)
        isInside = parts.starts(with: rootParts)
        path = isInside ? parts.dropFirst(rootParts.count).joined(separator: "/") : "/" + parts.joined(separator: "/")
    }

    private static func parts(_ path: String) -> [Substring] {
        path.split(separator: "/").reduce(into: []) { parts, part in
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
    }

    /// Percent-encoded.
    var uri: String {
        let free = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in path.utf8 {
            if free.contains(byte) {
                out.append(byte)
            } else {
                out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return (isInside ? "" : "file://") + String(decoding: out, as: UTF8.self)
    }
}

extension JSONText {
    fileprivate mutating func pair(_ name: String, _ text: String) {
        key(name)
        value(text)
    }

    fileprivate mutating func pair(_ name: String, _ number: Int) {
        key(name)
        value(number)
    }
}
