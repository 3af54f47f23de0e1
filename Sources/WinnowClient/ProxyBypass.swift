internal import Foundation
internal import Synchronization

/// Keeps what is meant for this machine on it: a proxy that a variable names would get the token in the clear.
///
/// The variable is the one that libcurl reads under `URLSession`, which knows no other way on Linux.
enum ProxyBypass {
    private static let name = "no_proxy"
    private static let hosts = Mutex<Set<String>>([])

    static func begin(for host: String) {
        hosts.withLock { hosts in
            guard hosts.insert(host).inserted else { return }
            let environment = ProcessInfo.processInfo.environment
            let others = environment[name] ?? environment["NO_PROXY"]
            let host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
            setenv(name, [others, host].compactMap { $0 }.joined(separator: ","), 1)
        }
    }
}
