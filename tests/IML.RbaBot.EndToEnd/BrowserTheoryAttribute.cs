using System.Runtime.CompilerServices;

namespace IML.RbaBot.EndToEnd;

/// <summary>The same as <see cref="BrowserFactAttribute"/>, for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute([CallerMemberName] string name = "")
    {
        if (BrowserFactAttribute.WhyNot is { } why)
        {
            Skip = why;
            DisplayName = $"{name} ({why})";
        }
    }
}
