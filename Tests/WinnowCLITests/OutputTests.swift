import Testing

@testable import WinnowCLI

@Suite struct OutputTests {
    @Test("a line of progress never takes more than one row")
    func progress() {
        #expect(ProgressLine.fitted("abcdef", columns: 4) == "abc")
        #expect(ProgressLine.fitted("株式会社", columns: 6) == "株式")
        #expect(ProgressLine.fitted("abc", columns: 80) == "abc")
        #expect(ProgressLine.fitted("abc", columns: 1) == "")
    }

    @Test("a word for the shell is one word, and a path is no option")
    func words() {
        #expect(ShellWord.quoted("mails.yaml") == "mails.yaml")
        #expect(ShellWord.quoted("my mails") == "'my mails'")
        #expect(ShellWord.quoted("it's") == "'it'\\''s'")
        #expect(ShellWord.quoted("$(x)") == "'$(x)'")
        #expect(ShellWord.quoted("") == "''")
        #expect(ShellWord.path("-x.yaml") == "./-x.yaml")
        #expect(ShellWord.path("-") == "-")
    }

    @Test("a version is a number, with a v or without")
    func versions() {
        #expect(VersionNumber(argument: "12")?.number == 12)
        #expect(VersionNumber(argument: "v12")?.number == 12)
        for text in ["", "v", "x12", "0", "-1", "1.5"] { #expect(VersionNumber(argument: text) == nil) }
    }

    @Test("a locale without UTF-8 is doubtful, by the variable that counts")
    func locale() {
        #expect(Examination.locale(["LANG": "de_DE.UTF-8"]).verdict == .good)
        #expect(Examination.locale(["LC_ALL": "", "LANG": "C.utf8"]).verdict == .good)
        #expect(Examination.locale([:]).verdict == .doubtful)
        let posix = Examination.locale(["LC_ALL": "POSIX", "LANG": "C.UTF-8"])
        #expect(posix.verdict == .doubtful)
        #expect(posix.finding.contains("export LC_ALL=C.UTF-8"))
    }

    @Test("a folder on another machine's disk is known by the mount that it lies in")
    func mounts() {
        let mounts = """
            /dev/sda1 / ext4 rw 0 0
            server:/home /home nfs4 rw 0 0
            /dev/sdb1 /home/local ext4 rw 0 0
            //box/share /mnt/my\\040share cifs rw 0 0
            """
        #expect(Examination.networkFileSystem(of: "/home/rosa/data", mounts: mounts) == "nfs4")
        #expect(Examination.networkFileSystem(of: "/home/local/data", mounts: mounts) == nil)
        #expect(Examination.networkFileSystem(of: "/homes", mounts: mounts) == nil)
        #expect(Examination.networkFileSystem(of: "/mnt/my share/x", mounts: mounts) == "cifs")
        #expect(Examination.networkFileSystem(of: "/", mounts: "") == nil)
    }
}
