namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>A question's id inside its questionnaire, for example <c>B1</c>.</summary>
public readonly record struct QuestionId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>An option's id inside its question or list, for example <c>not-known</c>.</summary>
public readonly record struct OptionId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A page's id, for example <c>B-2</c>.</summary>
public readonly record struct PageId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A part's id, for example <c>C</c>.</summary>
public readonly record struct PartId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The id of an index that a question's points count for, for example <c>migof-p1</c>.</summary>
public readonly record struct IndexId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A legal source's id, for example <c>iccpr</c>.</summary>
public readonly record struct SourceId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>
/// Which questionnaire, in which version. An assessment is judged only by the version it began with.
/// </summary>
public readonly record struct QuestionnaireRef(string Id, string Version)
{
    public override string ToString() => $"{Id} {Version}";
}
