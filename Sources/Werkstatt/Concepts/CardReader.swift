#if canImport(Glibc)
    import Glibc
#endif

/// Reads cards with a model, one after the other; one per worker.
///
/// Comes in: the words of a card. Goes out: how the card looks to the model, and per word what it speaks for. The dear part,
/// the letter sequences, is summed once per word form and kept; a card adds the sums of its words and corrects those few
/// sequences that several of its words share. What is kept changes the time, never a result.
final class CardReader {
    let model: ConceptModel
    private let stopWords: Set<String>
    /// Concepts and labels side by side.
    private let width: Int

    /// A form's features, found once.
    private struct Form {
        var isRead = false
        /// Words and numbers; false for punctuation.
        var counts = false
        var half: FeatureHash = 0
        /// Stem and compound parts.
        var lead: [Int32] = []
        /// The word that a typo stands for, or -1.
        var meant: Int32 = -1
        /// Distinct letter sequences: a stretch of `grams`.
        var grams: Range<Int32> = 0..<0
        /// Sum of the squares of their weights; of their weights times stress.
        var squares: Float = 0
        var mass: Float = 0
        /// Place of the form's sums in `rows`; -1 not kept, -2 never seen.
        var row: Int32 = -2
    }
    /// How often a sequence stands in the card, and in how many words.
    private struct Cell {
        var frequency: UInt16 = 0
        var words: UInt16 = 0
    }
    private var forms: [Form] = []
    private var grams: [Int32] = []
    private var gramCounts: [UInt8] = []
    /// Per kept form: what its letter sequences add to every concept and label, each sequence counted once.
    private var rows: [Float] = []
    private let mostRows: Int
    private var cells: [Cell]
    /// Per feature, zero between cards: how often the card holds it (stems, parts and pairs).
    private var frequencies: [Float]
    /// Per feature that the card holds its place in `entries`.
    private var places: [Int32]

    // The card at hand.
    private var words: [Word] = []
    private var isRead: [Bool] = []
    private var sums: [Float]
    private var form: [Float]
    private var shared: [Int32] = []
    private var entries: [(feature: Int32, value: Float)] = []
    private var origins: [(entry: Int32, word: Int32, weight: Float)] = []
    private var wordLabels: [Float] = []
    private var gramScale: Float = 0

    /// - Parameter kept: Bytes for sums that are kept.
    init(_ model: ConceptModel, stopWords: Set<String>, kept: Int = 12 << 20) {
        self.model = model
        self.stopWords = stopWords
        width = model.concepts.count + model.labels.count
        mostRows = kept / (width * MemoryLayout<Float>.size)
        cells = [Cell](repeating: Cell(), count: model.index.hashes.count)
        frequencies = [Float](repeating: 0, count: model.index.hashes.count)
        places = [Int32](repeating: 0, count: model.index.hashes.count)
        sums = [Float](repeating: 0, count: width)
        form = sums
    }

    /// Reads a card. Cost: its letter sequences, and its words times the concepts.
    /// - Parameter muted: words that do not mean what they say here; empty for none.
    func read(_ words: [Word], _ lexis: Lexis, muted: [Bool] = []) -> ConceptModel.Reading {
        clear()
        self.words = words
        let index = model.index
        let labels = model.labels.count
        var squares = [Float](repeating: 0, count: FeatureKind.allCases.count)
        var gramMass: Float = 0
        wordLabels = [Float](repeating: 0, count: words.count * labels)
        isRead = [Bool](repeating: false, count: words.count)
        var previous: FeatureHash?
        var hasGrams = false
        for (position, word) in words.enumerated() {
            let id = Int(word.form)
            prepare(word.form, lexis)
            guard forms[id].counts else { continue }
            if !muted.isEmpty, muted[position] {
                previous = nil
                continue
            }
            if !word.repeats {
                for feature in forms[id].lead { count(feature, position, 1) }
                if forms[id].meant >= 0 { count(forms[id].meant, position, Float(model.features.typoWeight)) }
                if !forms[id].grams.isEmpty {
                    isRead[position] = true
                    hasGrams = true
                    squares[Int(FeatureKind.gram.rawValue)] += forms[id].squares
                    gramMass += forms[id].mass
                    countGrams(forms[id].grams)
                    addRow(id, position)
                }
            }
            let half = forms[id].half
            if let previous, let pair = index.number(FeatureHashing.pair(previous, half)) { count(pair, position, 1) }
            previous = half
        }
        guard hasGrams || !entries.isEmpty else {
            return ConceptModel.Reading(concepts: [], labels: [Float](repeating: 0, count: labels), mass: 0)
        }

        // (1 + ln tf) · informativeness, each kind scaled to length 1, times the kind's weight, times the feature's stress.
        let gram = Int(FeatureKind.gram.rawValue)
        for feature in shared {
            let cell = cells[Int(feature)]
            let weight = index.weights[Int(feature)]
            let value = Self.damped(Float(cell.frequency))
            squares[gram] += (value * value - Float(cell.words)) * weight * weight
        }
        for position in entries.indices {
            let feature = Int(entries[position].feature)
            let value = Self.damped(frequencies[feature]) * index.weights[feature]
            squares[Int(index.kinds[feature])] += value * value
            entries[position].value = value
        }
        let scales = squares.indices.map {
            squares[$0] > 0 ? Float(model.features.kindWeights[$0]) / squares[$0].squareRoot() : 0
        }
        gramScale = scales[gram]
        var mass = gramMass * gramScale
        sums.withUnsafeMutableBufferPointer { sums in
            let scale = gramScale
            for column in 0..<sums.count { sums[column] *= scale }
        }
        for feature in shared {
            let cell = cells[Int(feature)]
            let change =
                (Self.damped(Float(cell.frequency)) - Float(cell.words)) * gramScale * index.weights[Int(feature)]
                * index.stress[Int(feature)]
            mass += change
            model.add(feature, change, to: &sums)
        }
        for position in entries.indices {
            let feature = Int(entries[position].feature)
            let value = entries[position].value * scales[Int(index.kinds[feature])] * index.stress[feature]
            entries[position].value = value
            mass += value
            model.add(Int32(feature), value, to: &sums)
        }
        return model.reading(&sums, mass: mass)
    }

    /// Per word of the card read last the sum of its features' log-odds for a label, times their part of the card.
    func parts(for label: Int) -> [Float] {
        var parts = [Float](repeating: 0, count: words.count)
        let labels = model.labels.count
        for word in words.indices where isRead[word] { parts[word] = gramScale * wordLabels[word * labels + label] }
        if !shared.isEmpty {
            for word in words.indices where isRead[word] {
                for place in forms[Int(words[word].form)].grams {
                    let feature = grams[Int(place)]
                    let cell = cells[Int(feature)]
                    guard cell.frequency > 1 else { continue }
                    let frequency = Float(cell.frequency)
                    let change = Float(gramCounts[Int(place)]) * Self.damped(frequency) / frequency - 1
                    parts[word] +=
                        change * gramScale * model.index.weights[Int(feature)] * model.index.stress[Int(feature)]
                        * model.weight(of: feature, for: label)
                }
            }
        }
        for origin in origins {
            let entry = entries[Int(origin.entry)]
            parts[Int(origin.word)] +=
                model.weight(of: entry.feature, for: label) * entry.value / frequencies[Int(entry.feature)]
                * origin.weight
        }
        let sharpness = Float(model.settings.labelSharpness)
        for word in parts.indices { parts[word] *= sharpness }
        return parts
    }

    /// A frequency of one counts as it is; repetition counts less and less.
    private static func damped(_ frequency: Float) -> Float { frequency <= 1 ? frequency : 1 + logf(frequency) }

    private func clear() {
        for word in words.indices where isRead[word] {
            for place in forms[Int(words[word].form)].grams { cells[Int(grams[Int(place)])] = Cell() }
        }
        for entry in entries { frequencies[Int(entry.feature)] = 0 }
        entries.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        shared.removeAll(keepingCapacity: true)
        sums.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }

    private func count(_ feature: Int32, _ position: Int, _ weight: Float) {
        if frequencies[Int(feature)] == 0 {
            places[Int(feature)] = Int32(entries.count)
            entries.append((feature, 0))
        }
        frequencies[Int(feature)] += weight
        origins.append((places[Int(feature)], Int32(position), weight))
    }

    private func countGrams(_ range: Range<Int32>) {
        cells.withUnsafeMutableBufferPointer { cells in
            grams.withUnsafeBufferPointer { grams in
                gramCounts.withUnsafeBufferPointer { counts in
                    for place in range {
                        let feature = grams[Int(place)]
                        var cell = cells[Int(feature)]
                        let wasSingle = cell.frequency < 2
                        cell.frequency = min(cell.frequency, .max - 256) + UInt16(counts[Int(place)])
                        cell.words = min(cell.words, .max - 256) + 1
                        cells[Int(feature)] = cell
                        if wasSingle, cell.frequency > 1 { shared.append(feature) }
                    }
                }
            }
        }
    }

    /// Adds what a form's letter sequences say; keeps it when the form comes a second time.
    private func addRow(_ id: Int, _ position: Int) {
        if forms[id].row < 0 {
            sum(forms[id].grams)
            if forms[id].row == -1, rows.count < mostRows * width {
                forms[id].row = Int32(rows.count / width)
                rows += form
            } else {
                forms[id].row = -1
            }
            add(form, 0, position)
        } else {
            add(rows, Int(forms[id].row) * width, position)
        }
    }

    private func add(_ source: [Float], _ start: Int, _ position: Int) {
        let width = width
        let concepts = model.concepts.count
        let labels = model.labels.count
        source.withUnsafeBufferPointer { source in
            let row = source.baseAddress! + start
            sums.withUnsafeMutableBufferPointer { sums in
                for column in 0..<width { sums[column] += row[column] }
            }
            wordLabels.withUnsafeMutableBufferPointer { own in
                for label in 0..<labels { own[position * labels + label] = row[concepts + label] }
            }
        }
    }

    private func sum(_ range: Range<Int32>) {
        form.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        for place in range {
            let feature = grams[Int(place)]
            model.add(feature, model.index.weights[Int(feature)] * model.index.stress[Int(feature)], to: &form)
        }
    }

    private func prepare(_ id: FormID, _ lexis: Lexis) {
        while forms.count <= Int(id) { forms.append(Form()) }
        guard !forms[Int(id)].isRead else { return }
        let features = FormFeatures(lexis[id], stopWords: stopWords, settings: model.features)
        let kind = lexis[id].kind
        var form = Form()
        form.isRead = true
        form.counts = kind == .word || kind == .number
        form.half = features.half
        form.lead = ([features.word].compactMap { $0 } + features.parts).compactMap(model.index.number)
        form.meant = features.meant.flatMap(model.index.number) ?? -1
        let start = grams.count
        for feature in features.grams.compactMap(model.index.number) {
            if let place = grams[start...].firstIndex(of: feature) {
                gramCounts[place] = gramCounts[place] == .max ? .max : gramCounts[place] + 1
                continue
            }
            grams.append(feature)
            gramCounts.append(1)
            let weight = model.index.weights[Int(feature)]
            form.squares += weight * weight
            form.mass += weight * model.index.stress[Int(feature)]
        }
        form.grams = Int32(start)..<Int32(grams.count)
        forms[Int(id)] = form
    }
}
