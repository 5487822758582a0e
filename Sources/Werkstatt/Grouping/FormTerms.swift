/// The terms of word forms for grouping: the stem and the stems of the parts, without function words.
struct FormTerms {
    private var terms: [[Int32]] = []
    private var generic: [Bool] = []
    /// The stems themselves.
    private(set) var names: [String] = []
    var count: Int { generic.count }

    init(lexis: Lexis, knowledge: Knowledge) {
        var numbers: [String: Int32] = [:]
        for form in lexis.forms {
            guard form.kind == .word || form.kind == .number, !knowledge.functionWords.contains(form.key),
                !knowledge.functionWords.contains(form.stem),
                form.stem.utf8.count > 1
            else {
                terms.append([])
                continue
            }
            var own: [Int32] = []
            for stem in [form.stem] + form.partStems where !knowledge.functionWords.contains(stem) {
                if let number = numbers[stem] {
                    own.append(number)
                } else {
                    let number = Int32(generic.count)
                    numbers[stem] = number
                    generic.append(knowledge.genericStems.contains(stem))
                    names.append(stem)
                    own.append(number)
                }
            }
            terms.append(own)
        }
    }

    @inline(__always) func of(_ form: FormID) -> [Int32] { terms[Int(form)] }
    @inline(__always) func isGeneric(_ term: Int32) -> Bool { generic[Int(term)] }
}
