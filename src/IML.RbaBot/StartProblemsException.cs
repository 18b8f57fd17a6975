using System.Collections.Immutable;

namespace IML.RbaBot;

/// <summary>The host cannot start; every problem is listed, as people read it.</summary>
public sealed class StartProblemsException(ImmutableArray<string> problems)
    : Exception(string.Join('\n', problems))
{
    public ImmutableArray<string> Problems { get; } = problems;
}
