using System.Globalization;

namespace IML.RbaBot.Memory;

/// <summary>A part of a file that a process has mapped: a line of <c>/proc/PID/maps</c>, as proc_pid_maps(5) describes it.</summary>
/// <param name="Start">The first address.</param>
/// <param name="Length">In bytes; whole pages.</param>
/// <param name="IsShared">The file itself; else a copy of the process's own, of which pages that it changed are in no file.</param>
internal readonly record struct FileMapping(nint Start, nuint Length, bool IsShared)
{
    /// <summary>
    /// Those among the lines that are backed by a file on a disk. Memory without a file, files that are in memory only (the runtime keeps
    /// code that it compiles in one), devices and deleted files are left out, as is a line that cannot be read.
    /// </summary>
    public static IEnumerable<FileMapping> Read(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            // 7f0c4a600000-7f0c4a800000 r-xp 00001000 fe:00 1842    /usr/lib/x86_64-linux-gnu/libc.so.6
            if (line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    is [var addresses, [_, _, _, var kind], _, _, not "0", ['/', ..] path]
                && !path.StartsWith("/memfd:", StringComparison.Ordinal)
                && !path.StartsWith("/dev/", StringComparison.Ordinal)
                && !path.EndsWith(" (deleted)", StringComparison.Ordinal)
                && addresses.Split('-') is [var first, var past]
                && TryRead(first, out var start)
                && TryRead(past, out var end)
                && end > start)
            {
                yield return new((nint)start, end - start, kind == 's');
            }
        }
    }

    private static bool TryRead(string address, out nuint value) =>
        nuint.TryParse(address, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
