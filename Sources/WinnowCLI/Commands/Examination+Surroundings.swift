internal import Foundation
internal import WinnowEngine

/// What the machine gives to the data folder and to the form.
extension Examination {
    static func space(_ folder: DataFolder) -> Examination {
        let path = nearestFolder(to: folder.url.resolvingSymlinksInPath())
        func found(_ verdict: Verdict, _ finding: String) -> Examination {
            Examination(name: "folder", verdict: verdict, finding: "\(path)\(finding)")
        }
        guard access(path, W_OK | X_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            return found(.bad, " may not be written (\(reason)); let this user write it, or name another with --data")
        }
        let mounts = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
        if let name = networkFileSystem(of: path, mounts: mounts) {
            return found(
                .doubtful,
                " is on a network file system (\(name)): locks are not reliable there; "
                    + "keep the data folder on a local disk, and copy it with `winnow backup`"
            )
        }
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
            return found(.doubtful, ", free space unknown")
        }
        let isLow = free < 500_000_000
        let advice = isLow ? "; make room before the next import" : ""
        return found(isLow ? .doubtful : .good, ", \(NumberText.bytes(free)) free" + advice)
    }

    /// The folder, or the one in which it would be made.
    private static func nearestFolder(to url: URL) -> String {
        var url = url.standardizedFileURL
        while !FileManager.default.fileExists(atPath: url.path), url.path != "/" { url.deleteLastPathComponent() }
        return url.path
    }

    /// The kind of file system that a folder lies on, when that is on another machine.
    ///
    /// - Parameter mounts: The kernel's list: a device, a folder and a kind on each line.
    static func networkFileSystem(of path: String, mounts: String) -> String? {
        let places = mounts.split(separator: "\n").compactMap { line -> (folder: String, kind: String)? in
            let words = line.split(separator: " ")
            guard words.count > 2 else { return nil }
            return (String(words[1]).replacing("\\040", with: " "), String(words[2]))
        }
        let around = places.filter { place in
            path == place.folder || path.hasPrefix(place.folder.hasSuffix("/") ? place.folder : place.folder + "/")
        }
        // Of two that are mounted at one place, the later one is seen.
        let longest = around.map(\.folder.count).max()
        guard let kind = around.last(where: { $0.folder.count == longest })?.kind else { return nil }
        let network = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "afs", "fuse.sshfs", "fuse.glusterfs"]
        return network.contains(kind) ? kind : nil
    }

    static var terminal: Examination {
        let kind = ProcessInfo.processInfo.environment["TERM"].flatMap { $0.isEmpty ? nil : $0 } ?? "none"
        if isatty(STDOUT_FILENO) == 1, kind == "none" || kind == "dumb" {
            let finding = "\(kind): `winnow label` prints every change as new lines; set TERM, as to xterm-256color"
            return Examination(name: "terminal", verdict: .doubtful, finding: finding)
        }
        return Examination(name: "terminal", verdict: .good, finding: kind)
    }

    static func locale(_ environment: [String: String]) -> Examination {
        // The first that is not empty counts, as for the C library.
        let given = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { name in
            environment[name].flatMap { $0.isEmpty ? nil : (name: name, value: $0) }
        }.first
        let isUTF8 = given?.value.lowercased().replacing("-", with: "").contains("utf8") ?? false
        if isUTF8, let given { return Examination(name: "locale", verdict: .good, finding: given.value) }
        let found = given.map { "\($0.name) is \($0.value)" } ?? "none is set"
        let finding =
            "\(found), which is no UTF-8: the form is drawn in ASCII; `export \(given?.name ?? "LANG")=C.UTF-8`"
        return Examination(name: "locale", verdict: .doubtful, finding: finding)
    }
}
