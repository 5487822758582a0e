/// Opposite demands inside a thread: "mehr" against "weniger" of the same thing, and the pairs of the pack
/// ("verpflichtend" against "freiwillig"). Both sides are shown; none is called right.
struct Opposites {
    private let pairs: [(left: [[String]], right: [[String]])]

    init(_ rules: DraftRules) {
        func keys(_ phrases: [String]) -> [[String]] { phrases.map { FactText($0).tokens.map(\.key) } }
        pairs = rules.opposites.map { (keys($0.left), keys($0.right)) }
    }

    /// Positions of texts that contradict each other.
    /// - Parameter texts: what is wanted; critique of a lack is no demand and must not be among them.
    func contradicting(_ texts: [FactText]) -> [Int] {
        var result: Set<Int> = []
        for (left, right) in pairs {
            let isLeft = texts.indices.filter { holds(left, texts[$0]) }
            let isRight = texts.indices.filter { holds(right, texts[$0]) }
            // A text that says both ("nicht getrennt") is on the right side, which is the longer phrase.
            let onlyLeft = isLeft.filter { !isRight.contains($0) }
            if !onlyLeft.isEmpty, !isRight.isEmpty { result.formUnion(onlyLeft + isRight) }
        }
        var more: [String: Set<Int>] = [:]
        var less: [String: Set<Int>] = [:]
        for (position, text) in texts.enumerated() {
            for (index, token) in text.tokens.enumerated() {
                guard let object = text[index + 1], object.isWord,
                    object.surface.unicodeScalars.first!.properties.isUppercase
                else { continue }
                if token.key == "mehr" { more[object.key, default: []].insert(position) }
                if token.key == "weniger" { less[object.key, default: []].insert(position) }
            }
        }
        for (object, positions) in more {
            if let others = less[object], others != positions { result.formUnion(positions.union(others)) }
        }
        return result.sorted()
    }

    private func holds(_ phrases: [[String]], _ text: FactText) -> Bool {
        phrases.contains { phrase in
            text.tokens.indices.contains { start in phrase.indices.allSatisfy { text.key(start + $0) == phrase[$0] } }
        }
    }
}
