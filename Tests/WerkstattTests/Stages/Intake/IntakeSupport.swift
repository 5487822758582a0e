import Foundation

@testable import Werkstatt

/// The top of the source tree.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path(percentEncoded: false)

let commonRules = try! IntakeRules(PackFile(path: repository + "/Pipelines/common/intake.yaml"))

/// A folder of its own that is gone when the test is over.
final class Folder {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "werkstatt-intake-" + UUID().uuidString
        try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ name: String, _ bytes: some Sequence<UInt8>) -> String {
        let file = path + "/" + name
        try! FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true
        )
        try! Data(bytes).write(to: URL(filePath: file))
        return file
    }

    @discardableResult
    func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }
}

/// What is read from one file of that name and content.
func read(_ name: String, _ bytes: [UInt8]) throws -> IntakeCorpus {
    let folder = Folder()
    let path = folder.write(name, bytes)
    return try Intake(rules: commonRules).run([path], standardInput: { [] })
}

func read(_ name: String, _ text: String) throws -> IntakeCorpus { try read(name, Array(text.utf8)) }

/// The reasons for which a file cannot be read.
func refusal(_ name: String, _ bytes: [UInt8]) -> [UnreadRow] {
    do { return try read(name, bytes).unread } catch { return (error as! IntakeError).unread }
}

extension IntakeCorpus {
    /// In the order of the file.
    var inFileOrder: [Contribution] {
        contributions.sorted { ($0.source.file, $0.source.row) < ($1.source.file, $1.source.row) }
    }
    var texts: [String] { inFileOrder.map(\.text) }
}
