using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace IML.RbaBot.Tests.Export;

/// <summary>What a call is for; faults are scripted by it.</summary>
public enum GraphCall
{
    FindSite,
    FindList,
    FindDrive,
    ReadColumns,
    MakeColumn,
    ReadItem,
    ReadFields,
    Upload,
    ReadContent,
    Download,
    Remove,
    SetFields,
    BeginSession,
    Slice,
    MakeFolder,
    Views,
}

/// <summary>Knows a call by its method and path.</summary>
internal static partial class GraphCalls
{
    /// <summary>Null for a call that the bot has no business to make.</summary>
    public static GraphCall? KindOf(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return (context.Request.Method, path) switch
        {
            (_, var p) when p.Contains("/_api/web/", StringComparison.Ordinal) => GraphCall.Views,
            ("PUT", var p) when p.StartsWith("/upload/", StringComparison.Ordinal) => GraphCall.Slice,
            ("GET", var p) when p.StartsWith("/download/", StringComparison.Ordinal) => GraphCall.Download,
            ("GET", var p) when p.EndsWith(":/content", StringComparison.Ordinal) => GraphCall.ReadContent,
            ("GET", var p) when p.Contains("getByPath", StringComparison.Ordinal) => GraphCall.FindSite,
            ("GET", var p) when p.EndsWith("/fields", StringComparison.Ordinal) => GraphCall.ReadFields,
            ("PATCH", var p) when p.EndsWith("/fields", StringComparison.Ordinal) => GraphCall.SetFields,
            ("GET", var p) when p.EndsWith("/columns", StringComparison.Ordinal) => GraphCall.ReadColumns,
            (_, var p) when p.Contains("/columns", StringComparison.Ordinal) => GraphCall.MakeColumn,
            ("GET", var p) when p.StartsWith("/v1.0/sites/", StringComparison.Ordinal) && p.EndsWith("/drive", StringComparison.Ordinal) => GraphCall.FindDrive,
            ("GET", var p) when ListPath().IsMatch(p) => GraphCall.FindList,
            ("POST", var p) when p.EndsWith("/createUploadSession", StringComparison.Ordinal) => GraphCall.BeginSession,
            ("POST", var p) when p.EndsWith("/children", StringComparison.Ordinal) => GraphCall.MakeFolder,
            ("PUT", var p) when p.EndsWith(":/content", StringComparison.Ordinal) => GraphCall.Upload,
            ("GET", var p) when p.Contains("/root:/", StringComparison.Ordinal) => GraphCall.ReadItem,
            ("DELETE", var p) when p.Contains("/root:/", StringComparison.Ordinal) => GraphCall.Remove,
            _ => null,
        };
    }

    [GeneratedRegex("^/v1.0/sites/[^/]+/lists/[^/]+$")]
    private static partial Regex ListPath();
}
