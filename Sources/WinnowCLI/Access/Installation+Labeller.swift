internal import Foundation
internal import WinnowDomain

extension Installation {
    /// Who labels in this terminal: the named annotator, or the one of the login name, added if new.
    ///
    /// - Throws: `StoreError.annotatorIsDisabled`, `.noSuchAnnotator` for a name that was given.
    func labeller(_ name: String?, _ console: Console) async throws -> Annotator {
        let found = try await found(name, console)
        if found.isDisabled { throw StoreError.annotatorIsDisabled(name: found.name) }
        return found
    }

    private func found(_ name: String?, _ console: Console) async throws -> Annotator {
        if let name { return try await store.annotator(named: name) }
        let name = try AnnotatorName.checked(try Self.loginName())
        do {
            return try await store.annotator(named: name)
        } catch StoreError.noSuchAnnotator {
            let added = try await annotator(named: name)
            console.note("Added the annotator \(added.name), your login name; --annotator names another.")
            return added
        }
    }

    private static func loginName() throws -> String {
        if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name { return String(cString: name) }
        guard let name = Environment["LOGNAME"] ?? Environment["USER"] else {
            throw Problem.usage("your login name is not known; say who labels with --annotator NAME")
        }
        return name
    }
}
