/// What the program calls itself in manifests and messages.
public enum Program {
    public static let name = "werkstatt"
    public static let version = "0.1.0"
}
