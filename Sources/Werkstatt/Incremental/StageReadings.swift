import ICUText

#if canImport(Glibc)
    import Glibc
#endif

/// What each stage reads of a pack: the parameters by name, and of the other parts those that no counted knowledge and no
/// stage from `tag` to `match` looks at.
///
/// Decides what has to be done anew when a pack changes. A test holds the lists against what the stages ask for. A part
/// that is not named here counts as read by all of them: then too much is done anew, never too little.
enum StageReadings {
    /// By stage; `knowledge` is what is counted from the lexicons, `workbench` what no run asks for.
    static let parameters: [(stage: String, names: Set<String>)] = [
        (
            "knowledge",
            [
                "gram_shortest", "gram_longest", "typo_one_from", "typo_two_from", "typo_least_seen", "typo_weight",
                "weight_word", "weight_part", "weight_gram", "weight_pair", "documents_word", "documents_part",
                "documents_gram", "documents_pair", "informativeness_power", "concept_alpha", "label_alpha",
                "concept_sharpness", "label_sharpness", "label_bias", "label_mix", "borrowed", "stress", "stress_floor",
                "stress_smoothing", "smallest_concept_weight", "smallest_label_weight", "smallest_share",
                "count_strong", "count_normal", "count_weak", "count_label", "kernel_related", "kernel_measures",
                "kernel_words", "kernel_words_least",
            ]
        ),
        ("screen", ["duplicate_similarity"]),
        (
            "tag",
            [
                "fields_first", "fields_second", "fields_most", "themes_first", "themes_second", "themes_most",
                "nap_first", "nap_second", "nap_most", "evidence_most", "evidence_least", "match_window", "match_gap",
                "match_scope", "target_strong", "target_normal", "target_weak", "target_first", "target_most",
                "expression_least", "polarity_cue", "polarity_infinitive", "polarity_least", "polarity_certain",
            ]
        ),
        (
            "group",
            [
                "group_concepts_most", "group_profile_power", "group_concept_power", "group_concept_factor",
                "group_density", "group_richness", "group_richness_power", "group_richness_rank",
                "group_informativeness_power", "group_length_power", "group_typical_length", "group_workshop_power",
                "group_workshop_least", "group_candidates", "group_neighbours", "group_exact_up_to", "group_frequent",
                "group_pair_words", "group_block", "group_verified", "group_far", "group_far_weight",
                "group_concept_least", "stability_up_to", "stability_folds", "linkage_growth", "linkage_threshold",
                "room_bonus", "room_factor", "room_other_factor", "room_least",
            ]
        ),
        (
            "settle",
            [
                "context_gate", "context_neighbours", "context_neighbours_share", "context_neighbours_ballast",
                "context_workshop", "context_title", "context_room_heading", "context_room_cards",
                "context_exact_up_to", "fields_first_context", "fields_second_context", "themes_first_context",
                "themes_second_context", "nap_first_context", "nap_second_context", "fields_first_room",
                "fields_second_room", "themes_first_room", "themes_second_room", "nap_first_room", "nap_second_room",
            ]
        ),
        (
            "match",
            [
                "match_concepts", "match_profile", "match_words", "matches_most", "match_title", "match_description",
                "match_goal", "match_target_group", "match_actors",
            ]
        ),
        (
            "suggest",
            [
                "label_concept", "label_room", "label_longest", "labels_few", "lone_share", "match_covered",
                "match_shown", "verdict_critique",
                "verdict_led", "verdict_rival", "verdict_old_years", "verdict_ended_years", "lone_score", "lone_points",
                "small_number",
                "title_concept_least", "matter_least", "matter_enough", "matter_share", "matter_concepts",
                "matter_step",
                "matter_whole", "matter_second", "matter_few", "matter_held", "title_longest", "title_quote_longest",
                "aspect_least", "aspect_title_least", "aspect_title_cards", "aspect_title_demand", "aspect_cards_least",
                "aspects_most",
                "draft_critique_most", "draft_goals_most", "draft_steps_most", "draft_facts_most", "order_tables_full",
                "order_points_full", "order_steps_full", "order_revised", "overlap_score", "appeal_least",
                "focus_tables",
            ]
        ),
        (
            "results",
            [
                "map_most", "report_articles_most", "report_quotes_most", "report_rows_most", "report_workshops_most",
                "small_number",
            ]
        ),
        ("workbench", ["lint_overlap", "lint_cards", "suggest_cards", "least_mass"]),
    ]

    /// Stages whose parameters another stage reads, too: context reads titles and headings as `tag` reads cards.
    static func names(_ stage: String) -> Set<String> {
        let own = parameters.first { $0.stage == stage }?.names ?? []
        switch stage {
        case "knowledge": return own.union(unclaimed)
        case "tag": return own.union(names("knowledge"))
        case "settle": return own.union(names("tag"))
        default: return own
        }
    }

    /// A parameter that nobody claims counts as read for the knowledge, and so by all.
    private static let unclaimed = parameters.reduce(Set(Parameters.known.keys)) { $0.subtracting($1.names) }

    /// Keys of a pipeline file by the only stage that reads them; all others are read for the knowledge.
    static let parts: [String: String] = [
        "intake": "intake", "screening": "screen", "draft": "suggest", "actions": "suggest", "committees": "suggest",
        "as_of": "suggest", "title": "results", "id": "results", "version": "results", "note": "results",
        "gates": "results", "builds_on": "results",
    ]

    /// Hashes begin with the program as people name it: the same on every machine.
    static func seed() -> ContentHash {
        var hash = ContentHash()
        hash.add(Program.version)
        hash.add(icuVersion)
        return hash
    }

    /// What the knowledge is counted from.
    static func knowledge(_ pack: Pack, lexicon: [(path: String, bytes: [UInt8])], _ start: ContentHash) -> ContentKey {
        var hash = start
        for part in pack.parts where parts[part.key] == nil { add(part, to: &hash) }
        for file in lexicon { hash.add(file.bytes) }
        add(names("knowledge"), of: pack, to: &hash)
        return hash.key
    }

    static func add(_ part: PackPart, to hash: inout ContentHash) {
        hash.add(part.key)
        hash.add(part.digest)
    }

    static func add(_ names: Set<String>, of pack: Pack, to hash: inout ContentHash) {
        for name in names.sorted() {
            hash.add(name)
            hash.add(pack.parameters[name].bitPattern)
        }
    }
}

/// Notes which parameters are asked for.
final class ParameterReadings: @unchecked Sendable {
    private var lock = pthread_mutex_t()
    private var asked: Set<String> = []

    init() { pthread_mutex_init(&lock, nil) }

    var names: Set<String> {
        pthread_mutex_lock(&lock)
        defer { pthread_mutex_unlock(&lock) }
        return asked
    }

    func note(_ name: String) {
        pthread_mutex_lock(&lock)
        asked.insert(name)
        pthread_mutex_unlock(&lock)
    }
}
