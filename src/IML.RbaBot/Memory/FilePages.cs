using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace IML.RbaBot.Memory;

/// <summary>
/// The pages of files that are in this process's memory: its program, libraries, and what describes them. Nothing here can change what
/// the process reads: a page that was given back is read again from its file when it is needed.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class FilePages
{
    // madvise(2): of a file mapped as it is, MADV_DONTNEED only lets go of the mapping's pages. Of a private mapping it would throw away
    // what the process changed; MADV_PAGEOUT does not, and passes over pages that anybody else has mapped.
    private const int DontNeed = 4;
    private const int PageOut = 21;

    private const string Field = "RssFile:";

    /// <summary>How many bytes of files are in memory now (<c>RssFile</c> of proc_pid_status(5)); 0 where Linux does not say.</summary>
    /// <exception cref="IOException"><c>/proc</c> cannot be read.</exception>
    public static long Resident() => ReadResident(File.ReadLines("/proc/self/status"));

    /// <summary>The same out of the lines of <c>/proc/PID/status</c>, in bytes.</summary>
    public static long ReadResident(IEnumerable<string> status)
    {
        var line = status.FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
        return line is not null
            && line[Field.Length..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var number, "kB"]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes)
                ? kilobytes * 1024
                : 0;
    }

    /// <summary>
    /// Gives back what can be given back. Linux may decline for a file (it is somebody else's, or the kernel is older than 5.4); its pages
    /// then stay.
    /// </summary>
    /// <exception cref="IOException"><c>/proc</c> cannot be read.</exception>
    public static void GiveBack()
    {
        // All lines first: what is mapped may change while it is read.
        var mappings = FileMapping.Read(File.ReadAllLines("/proc/self/maps")).ToList();

        // A file mapped twice, as .NET does with assemblies, is passed over by PageOut while both have the page: the shared ones go first.
        foreach (var mapping in mappings.Where(mapping => mapping.IsShared))
        {
            _ = Advise(mapping.Start, mapping.Length, DontNeed);
        }

        foreach (var mapping in mappings)
        {
            _ = Advise(mapping.Start, mapping.Length, PageOut);
        }
    }

    // Nothing to convert, so no generated code, which would need `unsafe` in the whole project.
    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(nint address, nuint length, int advice);
}
