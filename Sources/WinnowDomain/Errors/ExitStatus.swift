/// What the process's exit code says; the numbers are those of BSD's sysexits where there is one.
package enum ExitStatus: Int32, Hashable, Sendable, CaseIterable {
    case done = 0
    case failed = 1
    /// For cron: there was nothing to do, which is no failure.
    case nothingToDo = 2
    case usage = 64
    case badData = 65
    /// No such file, queue, item, model, annotator.
    case notFound = 66
    case unavailable = 69
    case cannotWrite = 73
    case busy = 75
    case notPermitted = 77

    /// One line for the manual.
    package var meaning: String {
        switch self {
        case .done: "done"
        case .failed: "failed, for a reason that no other code names"
        case .nothingToDo: "nothing to do: too few new labels to learn from, nothing to measure on"
        case .usage: "the command line is wrong"
        case .badData: "bad data: a queue file with errors, rejected records, a damaged data folder"
        case .notFound: "no such file, data folder, queue, item, model or annotator"
        case .unavailable: "something that is needed is not there, such as the server"
        case .cannotWrite: "cannot write: no permission, no space, or something is there already"
        case .busy: "another process is at it; try again"
        case .notPermitted: "not permitted: the annotator is disabled, the token is not known or may not do this"
        }
    }
}
