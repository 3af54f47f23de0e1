private import Foundation

/// Lets whatever else wants the processor come first: a server's answers before its training.
public enum Courtesy {
    private static let niceness: Int32 = 10

    /// From here on the calling thread yields, and with it those that help it in `ParallelFor`. For good: who may not
    /// raise priorities cannot go back.
    public static func begin() {
        // On Linux this is of the thread that asks, and not of the process.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
    }

    /// Whether the calling thread yields.
    public static var isOn: Bool {
        getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) >= niceness
    }
}
