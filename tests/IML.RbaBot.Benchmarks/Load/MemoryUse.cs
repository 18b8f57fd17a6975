namespace IML.RbaBot.Benchmarks.Load;

/// <summary>The memory of a process over a time, in bytes: it comes and goes with collections and with what is given back.</summary>
/// <param name="Resident">On average.</param>
/// <param name="Most">At the highest look.</param>
/// <param name="Own">What is backed by no file, on average.</param>
internal readonly record struct MemoryUse(double Resident, long Most, double Own)
{
    public static MemoryUse Of(IReadOnlyList<Look> looks) => new(
        looks.Average(look => look.Use.ResidentBytes), looks.Max(look => look.Use.ResidentBytes), looks.Average(look => look.Use.OwnBytes));
}
