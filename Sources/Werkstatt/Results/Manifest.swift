import ICUText

/// `manifest.json`: what made these results, from what, and whether everything that was read is accounted for.
/// Comes in: pack, options, results, the other result files. Decides nothing; never names a clock, a machine or a
/// place on the disk: files of the pack are named relative to its folder.
struct Manifest {
    let results: RunResults
    let pack: Pack
    let options: RunOptions
    let outputs: [(name: String, sha256: String)]

    var bytes: [UInt8] {
        var out = JSONText()
        out.object { out in
            out.key("program")
            out.object { out in
                out.pair("name", Program.name)
                out.pair("version", Program.version)
            }
            out.key("pack")
            writePack(to: &out)
            out.key("lexicon")
            out.object { out in out.pair("version", Manifest.lexiconVersion(pack)) }
            out.key("unicode")
            out.object { out in out.pair("icu", icuVersion) }
            out.key("flags")
            writeFlags(to: &out)
            out.key("parameters")
            out.object { out in for parameter in pack.parameters.all { out.pair(parameter.name, parameter.value) } }
            out.key("inputs")
            out.array(results.inputs) { out, input in
                out.object { out in
                    out.pair("name", input.name)
                    out.pair("sha256", input.sha256)
                    out.pair("bytes", input.bytes)
                    out.pair("format", input.format)
                    out.pair("charset", input.charset)
                    out.pair("records", input.records)
                    out.pair("contributions", input.contributions)
                    out.pair("unread", input.unread)
                }
            }
            out.key("outputs")
            out.array(outputs) { out, file in
                out.object { out in
                    out.pair("name", file.name)
                    out.pair("sha256", file.sha256)
                }
            }
            out.key("counts")
            writeCounts(to: &out)
            out.key("groups")
            writeGroups(to: &out)
            out.key("balance")
            writeBalance(to: &out)
        }
        out.newline()
        return out.bytes
    }

    /// A short name for the state of the knowledge: all files of the pack, the thesaurus and the cues among them.
    static func lexiconVersion(_ pack: Pack) -> String {
        var hash = ContentHash()
        for file in Lexicon.files(pack) {
            hash.add(Array(name(file.path, in: pack).utf8))
            hash.add(file.bytes)
        }
        let digests = pack.files.map { name($0.path, in: pack) + " " + sha256($0.bytes) + "\n" }
        return String(sha256(Array((digests.joined() + hash.text).utf8)).prefix(12))
    }

    /// A file of the pack relative to the pack's folder.
    private static func name(_ path: String, in pack: Pack) -> String {
        let folder = pack.folder.hasSuffix("/") ? pack.folder : pack.folder + "/"
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count).drop { $0 == "/" }) : path
    }

    private func writePack(to out: inout JSONText) {
        out.object { out in
            out.pair("id", pack.id)
            out.pair("version", pack.version)
            out.pair("title", pack.title)
            out.pair("as_of", pack.asOf)
            out.key("files")
            out.array(pack.files) { out, file in
                out.object { out in
                    out.pair("name", Manifest.name(file.path, in: pack))
                    out.pair("sha256", sha256(file.bytes))
                }
            }
        }
    }

    private func writeFlags(to out: inout JSONText) {
        out.object { out in
            out.pair("ignore_room", options.ignoreRoom)
            out.pair("no_context", options.noContext)
            out.pair("keep_personal_data", options.keepPersonalData)
            // Only when it was asked for.
            if options.splitTurns { out.pair("split_turns", true) }
            // How many, not who.
            out.pair("participants", options.participants.count)
            for (name, file) in [("decisions", options.decisions), ("map", options.columnMap)] {
                out.key(name)
                guard let file else {
                    out.null()
                    continue
                }
                out.object { out in
                    out.pair("name", file.name)
                    out.pair("sha256", file.sha256)
                }
            }
        }
    }

    private func writeCounts(to out: inout JSONText) {
        let kinds = SuggestionKind.allCases.map { kind in (kind, results.suggestions.count { $0.kind == kind }) }
        out.object { out in
            out.pair("contributions", results.contributions.count)
            out.pair("duplicates", results.contributions.count { $0.duplicateOf != nil })
            out.pair("redactions", results.contributions.reduce(0) { $0 + $1.redactions.count })
            out.pair("without_field", results.contributions.count { $0.status == .kept && $0.fields.isEmpty })
            out.pair("ideas", results.ideas.count)
            out.pair("threads", results.threads.count)
            out.pair("suggestions", results.suggestions.count)
            for (kind, count) in kinds { out.pair("suggestions_\(kind.rawValue)", count) }
            out.pair("measures", results.measures.count)
            out.pair("measures_silent", results.measures.count { $0.silent })
            out.pair("unread_rows", results.unread.count)
            out.pair("warnings", results.notices.count { $0.level == .warning })
            out.pair("notes", results.notices.count { $0.level == .note })
        }
    }

    private func writeGroups(to out: inout JSONText) {
        guard let figures = results.groupFigures else { return out.null() }
        out.object { out in
            out.pair("cohesion", figures.cohesion)
            out.pair("separation", figures.separation)
            out.pair("alone", figures.alone)
            out.key("stability")
            if let stability = figures.stability { out.value(stability) } else { out.null() }
        }
    }

    private func writeBalance(to out: inout JSONText) {
        let balance = ClosingBalance(results)
        out.object { out in
            out.pair("read", balance.read)
            for (status, count) in balance.byStatus { out.pair(status.rawValue, count) }
            out.pair("unread", balance.unread)
            out.pair("balanced", balance.balanced)
        }
    }
}
