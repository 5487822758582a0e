/// Finds the expressions of a pack in a text.
///
/// Comes in: the words of a card. Goes out: every hit with its words, and the words whose meaning the context takes away.
/// Decides: the longest match wins within a layer; neighbours that an expression needs or forbids; contrast ("nicht um
/// Sprache, sondern …") and figures of speech. Never weighs anything: scores are made elsewhere.
///
/// One per worker. What a word can match is worked out once per distinct form, so a card costs one pass over its words,
/// whatever the number of expressions.
final class ExpressionMatcher {
    /// A pattern with the words it covers, both ends included.
    struct Hit {
        var pattern: UInt32
        var first: Int32
        var last: Int32
        /// Layers in which no longer match covers it.
        var layers: UInt8
    }

    struct Result {
        /// By first word, phrases before single words.
        var hits: [Hit] = []
        /// Words that do not mean what they say here: guards not met, contrast, figures of speech.
        var muted: [Bool] = []
    }

    private struct FormInfo {
        var stem: UInt64 = 0
        var start: Int32 = 0
        var count: Int32 = 0
        var condition: Int32 = -1
        var flags: UInt8 = 0
    }
    private enum Flag {
        static let known: UInt8 = 1, skipped: UInt8 = 2, first: UInt8 = 4, second: UInt8 = 8, stop: UInt8 = 16,
            comma: UInt8 = 32, mark: UInt8 = 64
    }
    private struct Single {
        var pattern: UInt32
        var layers: UInt8
    }

    private let index: ExpressionIndex
    private let window: Int
    private let gap: Int
    private let scope: Int
    private var infos: [FormInfo] = []
    private var singles: [Single] = []
    private var line: [FormInfo] = []
    private var covered: [UInt8] = []
    private var phrases: [(pattern: UInt32, words: [Int])] = []

    /// - Parameters:
    ///   - window: words to either side in which a condition looks.
    ///   - gap: other words of content between two words of a phrase.
    ///   - scope: words a contrast reaches at most.
    init(_ index: ExpressionIndex, window: Int, gap: Int, scope: Int) {
        self.index = index
        self.window = window
        self.gap = gap
        self.scope = scope
    }

    func match(_ words: [Word], _ lexis: Lexis) -> Result {
        line.removeAll(keepingCapacity: true)
        for word in words { line.append(info(word.form, lexis)) }
        phrases.removeAll(keepingCapacity: true)
        for position in line.indices where line[position].flags & Flag.first != 0 { findPhrases(at: position) }
        var result = Result(hits: [], muted: [Bool](repeating: false, count: words.count))
        addPhrases(&result, words, lexis)
        addSingles(&result, words, lexis)
        steer(&result, words, lexis)
        return result
    }

    // MARK: Forms

    private func info(_ id: FormID, _ lexis: Lexis) -> FormInfo {
        if Int(id) < infos.count {
            let info = infos[Int(id)]
            if info.flags & Flag.known != 0 { return info }
        } else {
            infos.append(
                contentsOf: repeatElement(FormInfo(), count: max(lexis.forms.count, Int(id) + 1) - infos.count)
            )
        }
        let info = work(out: lexis[id])
        infos[Int(id)] = info
        return info
    }

    private func work(out form: WordForm) -> FormInfo {
        var info = FormInfo(stem: PatternHash.stem(form.stem), start: Int32(singles.count), flags: Flag.known)
        guard form.kind == .word || form.kind == .number else {
            info.flags |= Flag.mark
            if let byte = form.surface.utf8.first, form.kind == .punctuation {
                if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
                    || byte == UInt8(ascii: ";")
                {
                    info.flags |= Flag.stop
                }
                if byte == UInt8(ascii: ",") { info.flags |= Flag.comma }
            }
            return info
        }
        if index.skipped.contains(info.stem) { info.flags |= Flag.skipped }
        for number in index.phraseWords.range(info.stem) {
            info.flags |= index.phraseWords.numbers[number] == 0 ? Flag.first : Flag.second
        }
        let guards = index.guards.range(info.stem)
        if let guardian = guards.first { info.condition = Int32(index.guards.numbers[guardian]) }
        addSingles(of: form, &info)
        return info
    }

    /// The patterns of one word, each in the layers where no wider pattern of the same word stands.
    private func addSingles(of form: WordForm, _ info: inout FormInfo) {
        var found: [(pattern: UInt32, parts: Range<Int>)] = []
        let count = max(1, form.partStems.count)
        func look(_ hash: UInt64, _ parts: Range<Int>, _ key: String) {
            let numbers = index.singles.range(hash)
            guard !numbers.isEmpty else { return }
            let whole = parts.count == count
            if !whole, index.blocks.blocks(key, in: Fold.withoutUmlauts(form.key)) { return }
            for position in numbers {
                let pattern = index.singles.numbers[position]
                let fits =
                    switch index.role(of: pattern) {
                    case .word: whole
                    case .first: !whole && parts.lowerBound == 0
                    case .head: parts.upperBound == count
                    case .any: true
                    case .phrase, .abbr: false
                    }
                if fits, !found.contains(where: { $0.pattern == pattern && $0.parts.count >= parts.count }) {
                    found.append((pattern, parts))
                }
            }
        }
        // Case tells nouns, except where everything is capital.
        let isNoun: Bool? = form.isCapitalised && !form.isCapitals ? true : nil
        for cut in WordCut.readings(key: form.key, isNoun: isNoun) {
            look(PatternHash.stem(form.stem, cut), 0..<count, "")
        }
        for length in stride(from: form.partStems.count, through: 1, by: -1) {
            for start in 0...(form.partStems.count - length) {
                let range = start..<(start + length)
                let key = Fold.withoutUmlauts(form.parts[range].joined())
                if length > 1 {
                    look(PatternHash.parts(form.partStems[range]), range, key)
                } else {
                    for cut in WordCut.readings(key: form.parts[start], isNoun: true) {
                        look(PatternHash.stem(form.partStems[start], cut), range, key)
                    }
                }
            }
        }
        for piece in form.surface.split(whereSeparator: { $0 == "-" || $0 == "/" }) {
            for position in index.singles.range(PatternHash.abbreviation(piece))
            where !found.contains(where: { $0.pattern == index.singles.numbers[position] }) {
                found.append((index.singles.numbers[position], 0..<count))
            }
        }
        for hit in found {
            let wider = found.filter {
                $0.parts != hit.parts && $0.parts.lowerBound <= hit.parts.lowerBound
                    && $0.parts.upperBound >= hit.parts.upperBound
            }
            let layers = index.layers[Int(hit.pattern)] & ~wider.reduce(0) { $0 | index.layers[Int($1.pattern)] }
            if layers != 0 { singles.append(Single(pattern: hit.pattern, layers: layers)) }
        }
        info.count = Int32(singles.count) - info.start
    }

    // MARK: Phrases

    private func findPhrases(at position: Int) {
        var other = 0
        for next in (position + 1)..<max(position + 1, min(line.count, position + 4 + 2 * gap)) {
            let info = line[next]
            if info.flags & Flag.stop != 0 { return }
            if info.flags & Flag.second != 0 {
                for number in index.phrases.range(PatternHash.pair(line[position].stem, info.stem)) {
                    verify(index.phrases.numbers[number], position, next, other)
                }
            }
            if info.flags & (Flag.skipped | Flag.mark) == 0 { other += 1 }
            if other > gap { return }
        }
    }

    private func verify(_ pattern: UInt32, _ first: Int, _ second: Int, _ other: Int) {
        let start = Int(index.tokenStart[Int(pattern)])
        let end = Int(index.tokenStart[Int(pattern) + 1])
        if other > 0, index.tight[start + 1] != 0 { return }
        var places = [first, second]
        var position = second + 1
        for token in (start + 2)..<max(start + 2, end) {
            var other = 0
            while true {
                guard position < line.count, line[position].flags & Flag.stop == 0,
                    other <= (index.tight[token] != 0 ? 0 : gap)
                else { return }
                if line[position].stem == index.tokens[token] { break }
                if line[position].flags & (Flag.skipped | Flag.mark) == 0 { other += 1 }
                position += 1
            }
            places.append(position)
            position += 1
        }
        phrases.append((pattern, places))
    }

    private func addPhrases(_ result: inout Result, _ words: [Word], _ lexis: Lexis) {
        covered.removeAll(keepingCapacity: true)
        covered.append(contentsOf: repeatElement(0, count: line.count))
        guard !phrases.isEmpty else { return }
        phrases.sort { ($1.words.count, $0.words[0], $0.pattern) < ($0.words.count, $1.words[0], $1.pattern) }
        for phrase in phrases where meets(phrase.pattern, phrase.words[0], phrase.words.last!, lexis, words) {
            let taken = phrase.words.reduce(UInt8.max) { $0 & covered[$1] }
            let layers = index.layers[Int(phrase.pattern)] & ~taken
            guard layers != 0 else { continue }
            for word in phrase.words { covered[word] |= layers }
            result.hits.append(
                Hit(
                    pattern: phrase.pattern,
                    first: Int32(phrase.words[0]),
                    last: Int32(phrase.words.last!),
                    layers: layers
                )
            )
        }
    }

    /// The hits of single words, with those of phrases before the words they begin with.
    private func addSingles(_ result: inout Result, _ words: [Word], _ lexis: Lexis) {
        let phrases = result.hits.sorted { ($0.first, $1.last, $0.pattern) < ($1.first, $0.last, $1.pattern) }
        result.hits.removeAll(keepingCapacity: true)
        var next = 0
        for position in line.indices {
            while next < phrases.count, Int(phrases[next].first) == position {
                result.hits.append(phrases[next])
                next += 1
            }
            let info = line[position]
            guard info.count > 0, !words[position].repeats else { continue }
            let free = ~covered[position]
            for number in Int(info.start)..<Int(info.start + info.count) {
                let single = singles[number]
                let layers = single.layers & free
                guard layers != 0, meets(single.pattern, position, position, lexis, words) else { continue }
                result.hits.append(
                    Hit(pattern: single.pattern, first: Int32(position), last: Int32(position), layers: layers)
                )
            }
        }
    }

    // MARK: Neighbours

    @inline(__always)
    private func meets(_ pattern: UInt32, _ first: Int, _ last: Int, _ lexis: Lexis, _ words: [Word]) -> Bool {
        let condition = index.conditionOf[Int(pattern)]
        return condition < 0 || meets(Int(condition), first, last, lexis, words)
    }

    private func meets(_ number: Int, _ first: Int, _ last: Int, _ lexis: Lexis, _ words: [Word]) -> Bool {
        let condition = index.conditions[number]
        var found = condition.needs.isEmpty
        for position in max(0, first - window)..<min(line.count, last + window + 1)
        where line[position].flags & Flag.mark == 0 {
            let inside = position >= first && position <= last
            var stems = inside ? [] : [line[position].stem]
            stems += lexis[words[position].form].partStems.map(PatternHash.stem)
            for stem in stems {
                if condition.notWith.contains(stem) { return false }
                if condition.needs.contains(stem) { found = true }
            }
        }
        return found
    }

    // MARK: Contrast and figures of speech

    /// Mutes words and drops the hits on them; wording of the control layer does not leave the matcher.
    private func steer(_ result: inout Result, _ words: [Word], _ lexis: Lexis) {
        var changed = false
        for position in line.indices
        where line[position].condition >= 0 && !meets(Int(line[position].condition), position, position, lexis, words) {
            result.muted[position] = true
            changed = true
        }
        let control = ExpressionLayer.control.mask
        let steering = result.hits.filter { $0.layers & control != 0 }
        if !steering.isEmpty {
            contrast(steering, &result.muted)
            changed = true
        }
        if changed {
            result.hits = result.hits.compactMap { hit in
                var hit = hit
                hit.layers &= ~control
                let cue = ExpressionLayer.cue.mask
                if (hit.first...hit.last).contains(where: { result.muted[Int($0)] }) { hit.layers &= cue }
                return hit.layers == 0 ? nil : hit
            }
        }
    }

    private func contrast(_ steering: [Hit], _ muted: inout [Bool]) {
        var noNegation = Set<Int>()
        var negations: [Int] = []
        func wording(_ hit: Hit) -> [ControlWording] {
            index.entries(of: hit.pattern).filter { $0.entry.layer == .control }.compactMap {
                ControlWording(rawValue: $0.entry.owner)
            }
        }
        for hit in steering where wording(hit).contains(.noNegation) {
            noNegation.formUnion(Int(hit.first)...Int(hit.last))
        }
        for hit in steering where wording(hit).contains(.negation) && !noNegation.contains(Int(hit.first)) {
            negations.append(Int(hit.last))
        }
        for hit in steering {
            for wording in wording(hit) {
                switch wording {
                case .figurative: for word in hit.first...hit.last { muted[Int(word)] = true }
                case .contrastOpens:
                    mute(after: Int(hit.last), steering.filter { self.closes($0) }.map { Int($0.first) }, &muted)
                case .contrastCloses:
                    guard let negation = negations.last(where: { $0 < hit.first }),
                        Int(hit.first) - negation <= scope + 2,
                        !line[negation..<Int(hit.first)].contains(where: { $0.flags & Flag.stop != 0 })
                    else { continue }
                    for word in (negation + 1)..<Int(hit.first) { muted[word] = true }
                case .negation, .noNegation: continue
                }
            }
        }
    }

    private func closes(_ hit: Hit) -> Bool {
        index.entries(of: hit.pattern).contains {
            $0.entry.layer == .control && $0.entry.owner == ControlWording.contrastCloses.rawValue
        }
    }

    /// From an opener to the closer; without one, to the next comma or the end of the sentence.
    private func mute(after opener: Int, _ closers: [Int], _ muted: inout [Bool]) {
        let end = line.indices.first { $0 > opener && line[$0].flags & Flag.stop != 0 } ?? line.count
        let last = min(end, opener + scope + 1)
        let closer =
            closers.first { $0 > opener && $0 < last } ?? line.indices.first {
                $0 > opener + 1 && line[$0].flags & Flag.comma != 0
            } ?? last
        for word in (opener + 1)..<max(opener + 1, min(last, closer)) { muted[word] = true }
    }
}
