using System.Runtime.CompilerServices;

namespace IML.RbaBot.Tests.Memory;

/// <summary>A test of what Linux does with memory; skipped, saying so, elsewhere.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute([CallerMemberName] string name = "")
    {
        if (!OperatingSystem.IsLinux() || !File.ReadAllText("/proc/self/status").Contains("RssFile:", StringComparison.Ordinal))
        {
            Skip = "This system does not say how much of the program's files is in memory, as Linux does.";

            // The runner prints the names of skipped tests, but not why they were skipped.
            DisplayName = $"{name} ({Skip})";
        }
    }
}
