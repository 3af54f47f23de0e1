package import WinnowDomain

/// Why the server cannot start.
package enum ServerError: Error, Hashable, Sendable {
    case noWebFolder(path: String)
    case badTemplate(path: String, reason: String)
    case cannotListen(address: String, reason: String)
}

extension ServerError: CodedError {
    package var code: ErrorCode {
        switch self {
        case .noWebFolder: .noPages
        case .badTemplate: .badTemplate
        case .cannotListen: .cannotListen
        }
    }

    package var description: String {
        switch self {
        case .noWebFolder(let path):
            "the pages are not at \(path); keep the folder `web` beside the executable, or name it with WINNOW_WEB"
        case .badTemplate(let path, let reason): "the template \(path) cannot be used: \(reason)"
        case .cannotListen(let address, let reason): "cannot listen on \(address): \(reason)"
        }
    }
}
