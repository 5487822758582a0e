import ArgumentParser

@main
struct WerkstattCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "werkstatt")
}
