internal import WinnowClient
internal import WinnowEngine

/// Where a command does its work.
enum Workplace: Sendable {
    case folder(DataFolder)
    case server(APIClient)

    /// What becomes of a data folder that is not there.
    enum Opening {
        case existing
        case orNew
    }
}
