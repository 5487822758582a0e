struct ProtocolReader {
    let rules: IntakeRules
    func read(_ text: DecodedText, into rows: inout FileRows) {}
}
