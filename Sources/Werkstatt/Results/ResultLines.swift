/// One line of a result file for each finding: keys in the order of the contract, one JSON object, no line end.
/// Comes in: a value of the model. Goes out: its JSON. Decides nothing; other writers (exports) build on the same rows.
enum ResultLines {
    /// - Returns: where in the bytes the place it was read from stands, with the comma before it: left out where only the
    ///   content counts, as for the digest in the manifest.
    @discardableResult
    static func contribution(_ ready: ReadyContribution, to out: inout JSONText) -> Range<Int> {
        let card = ready.contribution
        var source = 0..<0
        out.object { out in
            out.pair("id", card.id)
            out.pair("workshop", card.workshop)
            out.pair("phase", card.phase?.rawValue)
            out.pair("phase_origin", card.phaseOrigin?.rawValue)
            out.pair("table", card.table)
            out.pair("color", card.color)
            out.pair("room_cluster", card.roomCluster)
            out.pair("points", card.points)
            out.pair("room_points", card.roomPoints)
            out.pair("rating", card.rating)
            out.pair("text", card.text)
            out.key("extra")
            out.object { out in
                for extra in card.extra {
                    out.key(extra.key)
                    out.raw(extra.json)
                }
            }
            let start = out.bytes.count
            out.pair("source", card.source)
            source = start..<out.bytes.count
            out.pair("status", ready.status.rawValue)
            out.pair("status_reason", ready.statusReason)
            out.pair("duplicate_of", ready.duplicateOf)
            out.key("redactions")
            out.array(ready.redactions) { out, redaction in
                out.object { out in
                    out.pair("start", redaction.span.start)
                    out.pair("end", redaction.span.end)
                    out.pair("type", redaction.type.rawValue)
                }
            }
            out.pair("polarity", ready.polarity?.rawValue)
            out.pair("fields", ready.fields)
            out.pair("themes", ready.themes)
            out.pair("nap_phases", ready.napPhases)
            out.pair("target_groups", ready.targetGroups)
            out.pair("idea", ready.idea)
            out.pair("thread", ready.thread)
        }
        return source
    }

    static func idea(_ idea: Idea, to out: inout JSONText) {
        out.object { out in
            out.pair("id", idea.id)
            out.pair("phase", idea.phase?.rawValue)
            out.pair("label", idea.label)
            out.pair("representative", idea.representative)
            out.pair("members", idea.members)
            out.pair("words", idea.words)
            out.pair("fields", idea.fields)
            out.pair("nap_phases", idea.napPhases)
            out.pair("points", idea.points)
            out.pair("workshops", idea.workshops)
            out.pair("tables", idea.tables)
            out.pair("thread", idea.thread)
        }
    }

    static func thread(_ thread: IdeaThread, to out: inout JSONText) {
        out.object { out in
            out.pair("id", thread.id)
            out.pair("label", thread.label)
            out.key("ideas")
            out.object { out in
                out.pair("kritik", thread.kritik)
                out.pair("phantasie", thread.phantasie)
                out.pair("realisierung", thread.realisierung)
                out.pair("unbekannt", thread.unknown)
            }
            out.key("links")
            out.array(thread.links) { out, link in
                out.object { out in
                    out.pair("from", link.from)
                    out.pair("to", link.to)
                    out.pair("score", link.score)
                    out.pair("reason", link.reason)
                }
            }
            out.pair("fields", thread.fields)
            out.pair("themes", thread.themes)
            out.pair("nap_phases", thread.napPhases)
            out.pair("contributions", thread.contributions)
            out.pair("voices", thread.voices)
            out.pair("points", thread.points)
        }
    }

    static func suggestion(_ suggestion: Suggestion, to out: inout JSONText) {
        out.object { out in
            out.pair("id", suggestion.id)
            out.pair("kind", suggestion.kind.rawValue)
            out.pair("thread", suggestion.thread)
            out.key("measures")
            out.array(suggestion.measures) { out, match in
                out.object { out in
                    out.pair("number", match.number)
                    out.pair("score", match.score)
                    out.key("parts")
                    out.object { out in for part in match.parts { out.pair(part.name, part.value) } }
                }
            }
            out.pair("title", suggestion.title)
            out.key("draft")
            out.object { out in for field in suggestion.draft { draft(field, to: &out) } }
            out.pair("fields", suggestion.fields)
            out.pair("nap_phases", suggestion.napPhases)
            out.key("evidence")
            out.array(suggestion.evidence) { out, quote in
                out.object { out in
                    out.pair("contribution", quote.contribution)
                    out.pair("phase", quote.phase?.rawValue)
                    out.pair("quote", quote.quote)
                    out.pair("start", quote.span.start)
                    out.pair("end", quote.span.end)
                }
            }
            out.key("score")
            out.object { out in
                out.pair("total", suggestion.total)
                for part in suggestion.parts { out.pair(part.name, part.value) }
            }
            out.pair("reasons", suggestion.reasons)
        }
    }

    /// A field of the draft: its values with their origin, or "offen".
    private static func draft(_ field: DraftField, to out: inout JSONText) {
        out.key(field.name)
        guard !field.isOpen else { return out.value(DraftField.open) }
        out.array(field.values) { out, value in
            out.object { out in
                out.pair("text", value.text)
                out.pair("origin", value.origin.rawValue)
                out.pair("from", value.from)
                out.pair("start", value.span?.start)
                out.pair("end", value.span?.end)
            }
        }
    }

    static func measure(_ measure: MeasureView, to out: inout JSONText) {
        out.object { out in
            out.pair("number", measure.number)
            out.pair("title", measure.title)
            out.pair("threads", measure.threads)
            out.pair("kritik", measure.kritik)
            out.pair("phantasie", measure.phantasie)
            out.pair("realisierung", measure.realisierung)
            out.key("silent")
            out.value(measure.silent)
            out.pair("suggestions", measure.suggestions)
        }
    }

    /// - Parameter source: file and row; left out where only the content counts.
    static func unread(_ row: UnreadRow, source: Bool = true, to out: inout JSONText) {
        out.object { out in
            if source {
                out.pair("file", row.file)
                out.pair("row", row.row)
            }
            out.pair("reason", row.reason)
            out.pair("raw", row.raw)
        }
    }
}

extension DraftField {
    package static let open = "offen"
    /// Nobody said anything about it.
    public var isOpen: Bool { values.isEmpty || values.map(\.text) == [Self.open] }
}

extension JSONText {
    package mutating func pair(_ name: String, _ text: String?) {
        key(name)
        value(text)
    }

    package mutating func pair(_ name: String, _ number: Int?) {
        key(name)
        value(number)
    }

    package mutating func pair(_ name: String, _ number: Double) {
        key(name)
        value(number)
    }

    package mutating func pair(_ name: String, _ flag: Bool) {
        key(name)
        value(flag)
    }

    package mutating func pair(_ name: String, _ texts: [String]) {
        key(name)
        strings(texts)
    }

    package mutating func pair(_ name: String, _ scalar: Scalar?) {
        key(name)
        switch scalar {
        case .number(let number): value(number)
        case .text(let text): value(text)
        case nil: null()
        }
    }

    package mutating func pair(_ name: String, _ source: Source) {
        key(name)
        object { out in
            out.pair("file", source.file)
            out.pair("row", source.row)
            out.pair("refers_to", source.refersTo)
        }
    }

    /// Labels with their evidence; start and end are null when the reason is no place in the text.
    package mutating func pair(_ name: String, _ labels: [Label]) {
        key(name)
        array(labels) { out, label in
            out.object { out in
                out.pair("id", label.id)
                out.pair("score", label.score)
                out.key("evidence")
                out.array(label.evidence) { out, evidence in
                    out.object { out in
                        out.pair("entry", evidence.entry)
                        out.pair("start", evidence.span?.start)
                        out.pair("end", evidence.span?.end)
                        out.pair("weight", evidence.weight)
                    }
                }
            }
        }
    }
}
