/// Why a file could not be downloaded.
package enum DownloadError: Error, Hashable {
    /// The server answered with another status than success.
    case status(Int)
    /// The connection failed before all was there.
    case connection(String)
    /// The file cannot be written.
    case notWritable(String)
    /// More or fewer bytes than were promised.
    case wrongLength(wanted: Int64, found: Int64)
}

extension DownloadError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .status(404): "there is no such file (status 404)"
        case .status(let status): "the server answered with status \(status)"
        case .connection(let reason): "\(reason); run the command again, it goes on where it stopped"
        case .notWritable(let reason): reason
        case .wrongLength(let wanted, let found): "\(found) bytes came, and \(wanted) were promised"
        }
    }
}
