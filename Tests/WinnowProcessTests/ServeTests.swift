import Foundation
import Glibc
import Testing

@Suite(.timeLimit(.minutes(10))) struct ServeTests {
    private static func queueFile(_ labels: String) -> String {
        "version: 1\ntitle: Mails\nitem: {text: \"{{text}}\"}\nlabels: [\(labels)]\n"
    }

    private static func serve(_ winnow: Winnow, _ options: String...) throws -> Running {
        try winnow.start(["serve", "--port", "0", "--data", winnow.data.path] + options)
    }

    @Test("queues are made from the files of a folder, and SIGHUP takes over what is different and says it")
    func reload() throws {
        let winnow = try Winnow()
        try FileManager.default.createDirectory(atPath: winnow.path("queues"), withIntermediateDirectories: true)
        try winnow.write(Self.queueFile("cat, dog"), to: "queues/mails.yaml")
        try winnow.write("no queue file", to: "queues/.mails.yaml.swp")
        let server = try Self.serve(winnow, "--queues", winnow.path("queues"))
        #expect(server.hasWritten("the queue mails is new"))
        #expect(server.hasWritten("Winnow serves"))
        try winnow.write(Self.queueFile("cat, dog, bird"), to: "queues/mails.yaml")
        try winnow.write(Self.queueFile("spam, ham"), to: "queues/letters.yml")
        server.signal(SIGHUP)
        #expect(server.hasWritten("mails: label `bird` added"))
        #expect(server.hasWritten("the queue letters is new"))
        try winnow.write(Self.queueFile("cat, cat"), to: "queues/mails.yaml")
        try FileManager.default.removeItem(atPath: winnow.path("queues/letters.yml"))
        server.signal(SIGHUP)
        #expect(server.hasWritten("not taken over: \(winnow.path("queues/mails.yaml")):4:"))
        #expect(server.hasWritten("letters.yml is gone; its queue stays as it is"))
        server.signal(SIGTERM)
        #expect(try server.wait().status == 0)
        let queues = try winnow.succeed("queue", "list", "--json").output
        #expect(queues.contains("letters") && queues.contains("mails"))
        #expect(try winnow.succeed("queue", "show", "mails").output.contains("bird"))
    }

    @Test("a server does not start with a queue file that cannot be used, and changes no queue by the others")
    func badFile() throws {
        let winnow = try Winnow()
        try FileManager.default.createDirectory(atPath: winnow.path("queues"), withIntermediateDirectories: true)
        try winnow.write(Self.queueFile("cat, dog"), to: "queues/good.yaml")
        try winnow.write(Self.queueFile("cat"), to: "queues/bad.yaml")
        try winnow.write("version: 2", to: "queues/worse.yaml")
        let outcome = try Self.serve(winnow, "--queues", winnow.path("queues")).wait()
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("bad.yaml:4:") && outcome.errors.contains("worse.yaml:1:"))
        #expect(!(try winnow.succeed("queue", "list").output.contains("good")))
        #expect(try Self.serve(winnow, "--queues", winnow.path("nothing")).wait().status == 66)
    }
}
