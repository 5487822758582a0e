/// The numbers that decide something, each named in a pack file with its unit and reason.
public struct Parameters: Sendable {
    private var values: [String: Double] = [:]
    /// Told who asks; nil but in tests.
    var readings: ParameterReadings?

    /// Every parameter the program asks for, with the range that makes sense.
    static let known: [String: ClosedRange<Double>] = [
        "gram_shortest": 2...8, "typo_one_from": 4...40, "typo_two_from": 6...40, "typo_least_seen": 1...100,
        "typo_weight": 0...1, "gram_longest": 2...8, "weight_word": 0...5, "weight_part": 0...5, "weight_gram": 0...5,
        "weight_pair": 0...5,
        "documents_word": 1...10, "documents_part": 1...10, "documents_gram": 1...10, "documents_pair": 1...10,
        "informativeness_power": 0...3,
        "concept_alpha": 0.0001...1, "label_alpha": 0.0001...1, "concept_sharpness": 0.01...10,
        "label_sharpness": 0.01...10, "label_bias": -10...10,
        "label_mix": 0...1, "borrowed": 0...5, "stress": 0...2, "stress_floor": 0...1, "stress_smoothing": 0...10,
        "smallest_concept_weight": 0...20, "smallest_label_weight": 0...20, "smallest_share": 0...0.5,
        "count_strong": 0...5, "count_normal": 0...5, "count_weak": 0...5, "count_label": 0...5,
        "fields_first": 0...1, "fields_second": 0...1, "fields_most": 1...9, "themes_first": 0...1,
        "themes_second": 0...1, "themes_most": 1...9,
        "nap_first": 0...1, "nap_second": 0...1, "nap_most": 1...9, "evidence_most": 1...50, "evidence_least": 0...10,
        "least_mass": 0...100,
        "kernel_related": 0...1, "kernel_measures": 0...1, "kernel_words": 0...1, "kernel_words_least": 0...1,
        "group_concepts_most": 1...50,
        "group_profile_power": 0.1...5, "group_concept_power": 0...2, "group_concept_factor": 0...10,
        "group_density": 0...100, "group_richness": 0...1, "group_richness_power": 0...20,
        "group_richness_rank": 1...100, "group_informativeness_power": 0...3, "group_length_power": 0...1,
        "group_typical_length": 0.1...10,
        "group_workshop_power": 0...5, "group_workshop_least": 0...1, "group_candidates": 1...1000,
        "group_neighbours": 1...1000,
        "group_exact_up_to": 0...100_000, "group_frequent": 1...100_000, "group_pair_words": 2...30,
        "group_block": 2...100_000, "group_verified": 1...10_000,
        "group_far": 0...1000, "group_far_weight": 0...100, "group_concept_least": 0...1, "label_concept": 0...1,
        "label_room": 0...1, "label_longest": 10...500, "labels_few": 0...100,
        "stability_up_to": 0...1_000_000, "stability_folds": 1...10, "map_most": 1...2000, "linkage_growth": 0...1,
        "linkage_threshold": 0...5, "room_bonus": 0...5, "room_factor": 0...10, "room_other_factor": 0...1,
        "room_least": 0...1,
        "match_concepts": 0...5, "match_profile": 0...5, "match_words": 0...5, "match_covered": 0...5,
        "match_shown": 0...5, "matches_most": 1...20,
        "match_title": 0...5, "match_description": 0...5, "match_goal": 0...5, "match_target_group": 0...5,
        "match_actors": 0...5,
        "verdict_critique": 0...1, "verdict_led": 0...1, "verdict_rival": 0...2, "verdict_old_years": 0...50,
        "verdict_ended_years": 0...50,
        "lone_score": 0...5, "lone_share": 0...1,
        "lone_points": 0...100,
        "context_gate": 0...1, "context_neighbours": 1...100, "context_neighbours_share": 0...2,
        "context_neighbours_ballast": 0...10, "context_workshop": 0...2,
        "context_title": 0...1, "context_room_heading": 0...2, "context_room_cards": 0...2,
        "context_exact_up_to": 0...1_000_000,
        "fields_first_context": 0...1, "fields_second_context": 0...1, "themes_first_context": 0...1,
        "themes_second_context": 0...1, "nap_first_context": 0...1,
        "nap_second_context": 0...1, "fields_first_room": 0...1, "fields_second_room": 0...1,
        "themes_first_room": 0...1, "themes_second_room": 0...1,
        "nap_first_room": 0...1, "nap_second_room": 0...1, "duplicate_similarity": 0...1, "small_number": 1...100,
        "title_concept_least": 0...1, "matter_least": 0...1, "matter_enough": 1...100,
        "matter_share": 0...1, "matter_concepts": 1...10, "matter_step": 1...3, "matter_whole": 0...1,
        "matter_second": 0...1,
        "matter_held": 0...1, "matter_few": 0...100, "title_longest": 40...200,
        "title_quote_longest": 20...150,
        "aspect_least": 0...1,
        "aspect_title_least": 0...1, "aspect_title_cards": 1...100, "aspect_title_demand": 0...10,
        "aspect_cards_least": 1...100,
        "aspects_most": 0...20, "draft_critique_most": 1...50, "draft_goals_most": 1...50, "draft_steps_most": 1...50,
        "draft_facts_most": 1...50,
        "order_tables_full": 1...100, "order_points_full": 1...1000, "order_steps_full": 1...100,
        "order_revised": 0...1, "overlap_score": 0...1, "appeal_least": 0...1, "focus_tables": 1...100,
        "match_window": 1...50, "match_gap": 0...5, "match_scope": 1...50, "target_strong": 0...1,
        "target_normal": 0...1, "target_weak": 0...1, "target_first": 0...1,
        "target_most": 1...20, "expression_least": 0...1, "lint_overlap": 0...1, "lint_cards": 0...100,
        "suggest_cards": 1...1000, "polarity_cue": 0...10,
        "polarity_infinitive": 0...10, "polarity_least": 0...1, "polarity_certain": 0...1,
        "report_articles_most": 1...10_000, "report_quotes_most": 1...100, "report_rows_most": 1...10_000,
        "report_workshops_most": 1...1000,
    ]

    subscript(name: String) -> Double {
        guard let value = values[name] else { preconditionFailure("no pack gives the parameter \(name)") }
        readings?.note(name)
        return value
    }

    func count(_ name: String) -> Int { Int(self[name]) }

    /// `name: {value: 0.3, unit: …, reason: …}`; a later pack overrides an earlier one.
    mutating func read(_ node: PackNode) throws(PackError) {
        for entry in try node.entries() {
            guard let range = Self.known[entry.name] else {
                throw entry.key.fault(
                    "Den Parameter „\(entry.name)“ gibt es nicht; bekannt sind: \(Self.known.keys.sorted().joined(separator: ", "))."
                )
            }
            try entry.value.allow(["value", "unit", "reason"])
            let value = try entry.value.required("value")
            let number = try value.number()
            guard range.contains(number) else {
                throw value.fault("Der Wert muss zwischen \(range.lowerBound) und \(range.upperBound) liegen.")
            }
            values[entry.name] = number
        }
    }

    var missing: [String] { Self.known.keys.filter { values[$0] == nil }.sorted() }
    /// Sorted by name, for the manifest.
    public var all: [(name: String, value: Double)] { values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
}

/// General words of German that a pack names: stop words, words that only look like compounds, jargon of workshops.
public struct WordLists: Sendable {
    /// Keys (see `Fold.key`) that say nothing about a topic.
    public var stop: Set<String> = []
    /// Keys of words that carry no topic when cards are compared: more than `stop`.
    public var function: [String] = []
    /// Keys of workshop jargon, polarity and time words: no topic either.
    public var generic: [String] = []
    /// What the compound splitter works with beside the thesaurus.
    public var compounds = CompoundVocabulary.Lists()
    /// Keys that may stand between the words of a phrase and are not counted.
    public var skip: [String] = []
    /// Key → words that hold it by chance.
    public var block: [(key: String, words: [String])] = []
    /// Words that say nothing about a topic unless a neighbour helps.
    var conditions: [ConditionedText] = []
    /// Wording that takes the meaning from what follows ("geht nicht um"), gives it back ("sondern"), negates, only looks
    /// like a negation ("nicht nur"), or is a figure of speech.
    var control: [(wording: ControlWording, text: String, file: String, line: Int)] = []

    mutating func read(_ file: PackFile) throws(PackError) {
        try file.root.allow([
            "stop", "simple", "function", "generic", "nouns", "modifiers", "heads", "skip", "block", "conditions",
            "contrast", "sondern",
            "negation", "no_negation", "figurative", "stems",
        ])
        for word in try file.root.optional("stop")?.texts() ?? [] { stop.insert(Fold.key(word)) }
        for word in try file.root.optional("simple")?.texts() ?? [] { compounds.simple.insert(Fold.key(word)) }
        function += try file.root.optional("function")?.texts().map { Fold.key($0) } ?? []
        generic += try file.root.optional("generic")?.texts().map { Fold.key($0) } ?? []
        skip += try file.root.optional("skip")?.texts().map { Fold.key($0) } ?? []
        for entry in try file.root.optional("stems")?.entries() ?? [] {
            compounds.stems.add(entry.name, forms: try entry.value.texts())
        }
        for entry in try file.root.optional("block")?.entries() ?? [] {
            block.append((entry.name, try entry.value.texts()))
        }
        conditions += try readConditions(file.root.optional("conditions")).map(\.0)
        for (key, wording) in [
            ("contrast", ControlWording.contrastOpens), ("sondern", .contrastCloses), ("negation", .negation),
            ("no_negation", .noNegation), ("figurative", .figurative),
        ] {
            for node in try file.root.optional(key)?.elements() ?? [] {
                control.append((wording, try node.text(), node.file, node.line))
            }
        }
        // Several words to a line: these lists are long.
        for line in try file.root.optional("nouns")?.texts() ?? [] {
            compounds.nouns += line.split(separator: " ").map(String.init)
        }
        for line in try file.root.optional("modifiers")?.texts() ?? [] {
            compounds.modifiers += line.split(separator: " ").map(String.init)
        }
        for line in try file.root.optional("heads")?.texts() ?? [] {
            compounds.heads += line.split(separator: " ").map(String.init)
        }
    }
}
