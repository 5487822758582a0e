#if canImport(Glibc)
    import Glibc
#endif

/// Whether two paths lead to the same file.
func isSameFile(_ left: String, _ right: String) -> Bool {
    var a = stat()
    var b = stat()
    guard stat(left, &a) == 0, stat(right, &b) == 0 else { return false }
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino
}
