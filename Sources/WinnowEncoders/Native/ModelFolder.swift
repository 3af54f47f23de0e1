internal import Foundation
internal import WinnowNumerics

/// A model as downloaded from a hub.
struct ModelFolder {
    let path: String
    /// Files that are read whole have fewer bytes.
    private static let mostBytes = 64 << 20

    /// A folder within, by a relative path that stays within.
    func folder(_ relative: String, from file: String) throws(EncoderError) -> ModelFolder {
        // The latter is how model2vec names its own folder.
        if relative.isEmpty || relative == "." { return self }
        let parts = relative.split(separator: "/", omittingEmptySubsequences: false)
        guard !relative.utf8.contains(0), parts.allSatisfy({ !$0.isEmpty && $0 != ".." && $0 != "." }) else {
            throw .damaged(file: file, place: "path", reason: "\"\(relative)\" is no folder within the model's")
        }
        return ModelFolder(path: path + "/" + relative)
    }

    /// The values of a JSON file, nil where there is none.
    func values(of name: String) throws(EncoderError) -> JSONFields? {
        let file = path + "/" + name
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        let value: JSONValue
        do {
            let memory = try map(name, hint: "")
            // The bytes are only there for as long as the object is.
            guard memory.bytes.count <= Self.mostBytes else {
                throw EncoderError.unreadable(file: file, reason: "it is larger than 64 MiB, which none of its kind is")
            }
            value = try withExtendedLifetime(memory) { try JSONValue(parsing: memory.bytes[...]) }
        } catch let failure as JSONValue.Failure {
            throw .damaged(file: file, place: "byte \(failure.offset)", reason: failure.reason)
        } catch {
            throw error as? EncoderError ?? .unreadable(file: file, reason: "\(error)")
        }
        return JSONFields(file: file, value: value)
    }

    /// The bytes of a file.
    func map(_ name: String, hint: String) throws(EncoderError) -> MappedFile {
        do {
            return try MappedFile(path: path + "/" + name)
        } catch let error as CocoaError {
            switch error.code {
            case .fileReadNoSuchFile: throw .missingFile(name: name, folder: path, hint: hint)
            case .fileReadCorruptFile: throw .damaged(file: path + "/" + name, place: "byte 0", reason: "it is empty")
            case .fileReadNoPermission: throw .unreadable(file: path + "/" + name, reason: "permission denied")
            default: throw .unreadable(file: path + "/" + name, reason: "it cannot be opened or mapped")
            }
        } catch {
            throw .unreadable(file: path + "/" + name, reason: "\(error)")
        }
    }
}
